// LSTM(1) and LSTM(2) walked through a sequence of one's own; names as in one_step.py.

import { figures } from "./frame.mjs";

const MOST = 100, DIGITS = 4;
const MADE = { f: "f", i: "i", c: "candidate", o: "o" };
const sigmoid = (a) => 1 / (1 + Math.exp(-a));

/** One step; `w` holds W_f, U_f, b_f … A test asks Python and Keras the same. */
export function step(w, x, h, c) {
  const own = (name, k) => (h.length === 1 ? name : `${name}${k + 1}`);
  const values = { x };
  h.forEach((_, k) => Object.assign(values, { [own("old_h", k)]: h[k], [own("old_c", k)]: c[k] }));
  for (const [gate, made] of Object.entries(MADE))
    h.forEach((_, k) => {
      let sum = 0;
      const add = (name, factor) => (sum += values[`part_${name}`] = w[name] * factor);
      add(own(`W_${gate}`, k), x);
      h.forEach((old, j) => add(own(own(`U_${gate}`, j), k), old));
      add(own(`b_${gate}`, k), 1);
      values[own(`sum_${gate}`, k)] = sum;
      values[own(made, k)] = gate === "c" ? Math.tanh(sum) : sigmoid(sum);
    });
  h.forEach((_, k) => {
    const [f, i, o, candidate] = ["f", "i", "o", "candidate"].map((name) => values[own(name, k)]);
    const next = values[own("c", k)] = f * c[k] + i * candidate;
    values[own("tanh_c", k)] = Math.tanh(next);
    values[own("h", k)] = o * Math.tanh(next);
  });
  const all = (name) => h.map((_, k) => values[own(name, k)]);
  return { values, h: all("h"), c: all("c") };
}

if (globalThis.document) figures("step").forEach(start);

function start(root) {
  const form = root.querySelector("form");
  const panels = [...root.querySelectorAll("[data-panel]")];
  let at = 0;

  function show() {
    const texts = form.sequence.value.trim().split(/[\s,，;；]+/);
    const xs = texts.map((text) => Number(text.replace("−", "-")));
    const bad = !form.sequence.value.trim() || xs.length > MOST || !xs.every(Number.isFinite);
    form.sequence.setAttribute("aria-invalid", bad);
    let said = bad && "sequence";
    if (!bad) at = Math.min(at, xs.length - 1);
    for (const panel of panels) {
      const fields = [...panel.querySelectorAll("[type=number]")];
      for (const each of fields) each.setAttribute("aria-invalid", !each.validity.valid);
      if (!fields.every((each) => each.validity.valid)) {
        if (panel.dataset.panel === root.dataset.shown) said ||= "weight";
      } else if (!bad) fill(panel, fields, xs);
    }
    for (const each of root.querySelectorAll("[data-refused]")) each.hidden = each.dataset.refused !== said;
    root.toggleAttribute("data-stale", !!said);
    if (said) return;
    root.querySelector("[data-at]").textContent = at + 1;
    root.querySelector("[data-steps]").textContent = xs.length;
    for (const each of root.querySelectorAll("[data-step]")) each.disabled = !(at + +each.dataset.step in xs);
  }

  function fill(panel, fields, xs) {
    const weights = Object.fromEntries(fields.map((each) => [each.name, each.valueAsNumber]));
    const zeros = Array(+panel.dataset.panel).fill(0);
    let now = { h: zeros, c: zeros };
    for (let t = 0; t <= at; t += 1) now = step(weights, xs[t], now.h, now.c);
    for (const each of panel.querySelectorAll("[data-value], [data-from]"))
      each.textContent = now.values[each.dataset.value ?? each.dataset.from].toFixed(DIGITS).replace("-", "−");
  }

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-step], [data-units]");
    if (!button) return;
    at += +(button.dataset.step ?? 0);
    root.dataset.shown = button.dataset.units ?? root.dataset.shown;
    for (const each of root.querySelectorAll("[data-units]"))
      each.setAttribute("aria-pressed", each.dataset.units === root.dataset.shown);
    show();
  });
  // Where a value came from lights up.
  root.addEventListener("pointerover", ({ target }) => {
    const { from, parts = from } = target.closest("[data-from], [data-parts]")?.dataset ?? {};
    const names = parts?.split(" ") ?? [];
    for (const each of root.querySelectorAll("[data-value], [type=number]"))
      each.classList.toggle("lit", names.includes(each.dataset.value ?? each.name));
  });
  show(); // what a browser restored
}
