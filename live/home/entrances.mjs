// The three ways in: the number beside n and m at once; what is pasted, to its tool.
import { python } from "../worker/python.mjs";
import { grouped } from "../shared/grouped.mjs";
import { digitsOf, go, kindOf, offer } from "../shared/route.mjs";

const DIGITS = 20; // of a size; values.py says the same
const CALM = 400; // ms without typing before Python is asked
const LONG = { n: "input_shape", m: "units" }; // as the calculator calls them

const root = document.querySelector(".gc-entrances");
const sentences = JSON.parse(root.dataset.sentences);
const language = document.documentElement.lang.slice(0, 2);
const [count, number, program] = ["count", "number", "program"].map((name) =>
  root.querySelector(`[data-entrance="${name}"]`),
);
const [features, units] = count.querySelectorAll("input");
const total = count.querySelector("[data-total]");
const other = count.querySelector("[data-others]");
const agreed = count.querySelector(".gc-agreed");
const families = JSON.parse(count.dataset.coefficients).map((each) => each.map(BigInt));
let thinking;

// A size as a whole number, whichever way it is written; else throws the sentence.
function size(input, name) {
  const text = input.value.normalize("NFKC").trim();
  const say = (which) => Object.assign(new Error(fill(sentences[which], { name, value: text.slice(0, 60) })), { input });
  if (!text) throw say("empty");
  const commas = /^[+-]?\d{1,3}(?:[,_' ]\d{3})+$/.test(text);
  const digits = commas ? text.replace(/[,_' ]/g, "") : text;
  if (/^[+-]?(?:\d+\.\d*|\.\d+)$/.test(digits)) throw say("least");
  if (!/^[+-]?\d+$/.test(digits)) throw say("number");
  if (digits.length > DIGITS) throw say("long");
  const whole = BigInt(digits.replace("+", ""));
  if (whole < 1n) throw say("least");
  return whole;
}

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

// n and m as plain digits; nothing where one of them is none.
function layer() {
  try {
    return { n: `${size(features, "n")}`, m: `${size(units, "m")}` };
  } catch {
    return {};
  }
}

function recount() {
  clearTimeout(thinking);
  agreed.textContent = "";
  try {
    const n = size(features, "n");
    const m = size(units, "m");
    const [counted, others] = families.map(([a, b, c]) => a * n * m + b * m * m + c * m);
    show(grouped(counted), counted, grouped(others));
    complain(count);
    thinking = setTimeout(confirm, CALM, n, m, counted);
  } catch (problem) {
    show("–", "", "–");
    const pasted = kindOf(problem.input.value);
    const elsewhere = (pasted !== "program" || problem.input.value.includes("(")) && offer(root, problem.input.value, "number");
    complain(count, elsewhere || problem.message, problem.input);
  }
}

function show(text, plain, others) {
  total.textContent = text;
  total.dataset.total = plain;
  other.textContent = others;
  total.parentElement.style.setProperty("--length", text.length);
}

// Python counts the same layer; the page says so, and says it if they differ.
async function confirm(n, m, counted) {
  if (python.state === "failed") return;
  if (python.state === "static" && navigator.connection?.saveData) return;
  const given = { framework: "keras", layer: "LSTM", units: `${m}`, input_shape: `None,${n}` };
  try {
    const answer = await python.call("answer", given, language, true);
    if (total.dataset.total !== `${counted}`) return; // another question by now
    if (answer.total === `${counted}`) agreed.textContent = `✓ ${sentences.agreed}`;
    else complain(count, fill(sentences.differs, { total: answer.total ?? answer.error }));
  } catch {
    // without Python the number stands alone
  }
}

function complain(form, said, at) {
  const error = form.querySelector(".gc-error");
  error.replaceChildren(...(said ? [said] : []));
  error.hidden = !said;
  for (const field of form.querySelectorAll("input, textarea")) {
    if (field === at) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
}

count.addEventListener("input", recount);
count.addEventListener("submit", (event) => {
  recount();
  if (total.dataset.total) return;
  event.preventDefault();
  count.querySelector("[aria-invalid]")?.focus();
});
// 1,000 as digits: in an input shape a comma stands between two sizes.
count.addEventListener("formdata", ({ formData }) => {
  for (const [name, text] of Object.entries(layer())) formData.set(LONG[name], text);
});

number.addEventListener("submit", (event) => {
  event.preventDefault();
  const [field] = number.querySelectorAll("input");
  const kind = kindOf(field.value);
  const code = kind === "line" || kind === "printed" || /[(=\n]/.test(field.value);
  if (kind !== "number" && code) return go(field.value, { kind, pressed: true });
  try {
    size({ value: digitsOf(field.value) }, field.previousElementSibling.textContent);
  } catch (problem) {
    complain(number, problem.message, field);
    return field.focus();
  }
  complain(number);
  go(field.value, { kind, more: layer() });
});

const paste = program.querySelector("textarea");
program.addEventListener("submit", (event) => {
  event.preventDefault();
  complain(program, paste.value.trim() ? "" : sentences.nothing, paste.value.trim() ? null : paste);
  if (paste.value.trim()) go(paste.value, { pressed: true });
  else paste.focus();
});
paste.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  program.requestSubmit();
});

// What the browser brought back into the fields, or what was typed already.
if (features.value !== features.defaultValue || units.value !== units.defaultValue) recount();
root.dataset.awake = "";
