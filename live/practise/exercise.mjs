// Sends the answer to an exercise to Python and shows what it says; remembers, in
// this browser alone, which exercises are solved.
import { downloadOnRequest } from "../shared/download.mjs";
import { path } from "./one_at_a_time.mjs";
import { python } from "../worker/python.mjs";

const STORE = "gatecount.solved"; // a list of names
const language = document.documentElement.lang.slice(0, 2);
const roots = [...document.querySelectorAll("[data-exercise]")];
const progress = document.querySelector("[data-progress]");
let solved = kept();

roots.forEach(setUp);
show();
document.querySelectorAll("[data-fresh]").forEach(setUpFresh);
path(document.querySelector("[data-path]"), roots, (name) => solved.has(name));
downloadOnRequest(progress.parentElement);
progress.querySelector("[data-forget]").addEventListener("click", () => {
  solved = new Set();
  keep();
  show();
});
window.addEventListener("storage", ({ key }) => {
  if (key !== STORE && key !== null) return;
  solved = kept();
  show();
});

// What the browser remembers; nothing where it may not.
function kept() {
  try {
    const names = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return new Set(roots.map((root) => root.dataset.exercise).filter((name) => names.includes(name)));
  } catch {
    return new Set();
  }
}

function keep() {
  try {
    if (solved.size) localStorage.setItem(STORE, JSON.stringify([...solved]));
    else localStorage.removeItem(STORE);
  } catch {
    // a browser that keeps nothing: it counts as long as the page is open
  }
}

function show() {
  for (const root of roots) {
    root.toggleAttribute("data-solved", solved.has(root.dataset.exercise));
  }
  progress.hidden = !solved.size;
  progress.querySelector("strong").textContent = progress.dataset.count
    .replace("{solved}", solved.size)
    .replace("{all}", roots.length);
}

function setUp(root) {
  const form = root.querySelector("form");
  const input = form.elements.answer;
  const verdict = root.querySelector(".gc-verdict");
  let last = 0;

  root.querySelector("fieldset").disabled = false;
  input.addEventListener("focus", () => python.start(), { once: true });
  input.addEventListener("input", () => say("", ""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const mine = (last += 1);
    if (python.state !== "ready") say("", root.dataset.loading);
    const given = { name: root.dataset.exercise, answer: input.value };
    try {
      const { ok, right, html, error } = await python.call("check", given, language, root.dataset.base);
      if (mine !== last) return;
      if (!ok) return say("refused", error);
      say(right ? "right" : "wrong", "");
      verdict.innerHTML = html; // made and escaped in Python
      if (!right || !roots.includes(root)) return;
      solved.add(given.name);
      keep();
      show();
    } catch (problem) {
      console.warn(problem);
      if (mine === last) say("refused", python.state === "ready" ? root.dataset.broken : root.dataset.failed);
    }
  });

  function say(result, words) {
    root.dataset.result = result;
    verdict.textContent = words;
    if (result === "refused" || result === "wrong") input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}

// A question with numbers of its own, as often as a reader asks for one.
function setUpFresh(root) {
  const button = root.querySelector("[data-another]");
  const form = root.querySelector("form");
  setUp(root);
  form.hidden = true;
  button.disabled = false;
  button.addEventListener("click", async () => {
    const [seed] = crypto.getRandomValues(new Uint32Array(1));
    root.querySelector(".gc-asked-here").textContent = python.state === "ready" ? "" : root.dataset.loading;
    try {
      const { name, html } = await python.call("fresh", String(seed), language);
      root.dataset.exercise = name;
      root.querySelector(".gc-asked-here").innerHTML = html; // made in Python
      form.reset();
      form.elements.answer.dispatchEvent(new Event("input"));
      form.hidden = false;
      form.elements.answer.focus();
    } catch (problem) {
      console.warn(problem);
      root.querySelector(".gc-asked-here").textContent = root.dataset.failed;
    }
  });
}
