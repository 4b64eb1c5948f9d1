// An LSTM of one unit, walked through a sequence of one's own.

import { figures } from "./frame.mjs";

const MOST = 100, DIGITS = 4;
const sigmoid = (a) => 1 / (1 + Math.exp(-a));

/** One step; `w` holds W_f, U_f, b_f … A test asks Keras the same. */
export function step(w, x, h, c) {
  const sum = (gate) => w[`W_${gate}`] * x + w[`U_${gate}`] * h + w[`b_${gate}`];
  const [f, i, o] = ["f", "i", "o"].map((gate) => sigmoid(sum(gate)));
  const candidate = Math.tanh(sum("c"));
  const next = f * c + i * candidate;
  return { f, i, candidate, o, c: next, h: o * Math.tanh(next) };
}

if (globalThis.document) figures("step").forEach(start);

function start(root) {
  const form = root.querySelector("form");
  const weighed = [...form.querySelectorAll("[type=number]")];
  let at = 0;

  function show() {
    const texts = form.sequence.value.trim().split(/[\s,，;；]+/);
    const xs = texts.map((text) => Number(text.replace("−", "-")));
    const bad = !form.sequence.value.trim() || xs.length > MOST || !xs.every(Number.isFinite);
    const empty = weighed.filter((each) => !each.validity.valid);
    form.sequence.setAttribute("aria-invalid", bad);
    for (const each of weighed) each.setAttribute("aria-invalid", empty.includes(each));
    const [said] = [bad && "sequence", empty.length && "weight"].filter(Boolean);
    for (const each of root.querySelectorAll("[data-refused]")) each.hidden = each.dataset.refused !== said;
    root.toggleAttribute("data-stale", !!said);
    if (said) return;
    const weights = Object.fromEntries(weighed.map((each) => [each.name, each.valueAsNumber]));
    at = Math.min(at, xs.length - 1);
    let before = { h: 0, c: 0 }, now;
    for (let t = 0; t <= at; t += 1) {
      if (now) before = now;
      now = step(weights, xs[t], before.h, before.c);
    }
    const values = { ...now, x: xs[at], h0: before.h, c0: before.c };
    for (const each of root.querySelectorAll("[data-value], [data-from]"))
      each.textContent = values[each.dataset.value ?? each.dataset.from].toFixed(DIGITS).replace("-", "−");
    root.querySelector("[data-at]").textContent = at + 1;
    root.querySelector("[data-steps]").textContent = xs.length;
    for (const each of root.querySelectorAll("[data-step]")) each.disabled = !(at + +each.dataset.step in xs);
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-step]");
    if (!button) return;
    at += +button.dataset.step;
    show();
  });
  // Where a value came from lights up.
  root.addEventListener("pointerover", ({ target }) => {
    const from = target.closest("[data-from]")?.dataset.from;
    for (const each of root.querySelectorAll("[data-of]")) each.classList.toggle("lit", each.dataset.of === from);
  });
  show(); // what a browser restored
}
