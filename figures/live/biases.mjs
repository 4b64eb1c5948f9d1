// A GRU of one unit: half of a bias moves from one to the other.

import { figures } from "./frame.mjs";

const X = 1, H = 0.5, MOST = 0.5;
const WEIGHTS = { z: [0.5, 0.5], r: [1, -1], h: [1, 2] };
const sigmoid = (a) => 1 / (1 + Math.exp(-a));
const write = (number, digits) => number.toFixed(digits).replace("-", "−");

/** The new h, as in biases.py; a test compares them. */
export function state(moved, where) {
  const sum = ([W, U]) => W * X + U * H;
  const z = sigmoid(sum(WEIGHTS.z) + (MOST - moved) + moved);
  const r = sigmoid(sum(WEIGHTS.r));
  const [W, U] = WEIGHTS.h;
  const inner = W * X + (MOST - moved) + (where === "after" ? r * (U * H + moved) : U * (r * H) + moved);
  return z * H + (1 - z) * Math.tanh(inner);
}

if (globalThis.document)
  for (const root of figures("biases")) {
    const form = root.querySelector("form");
    const show = () => {
      const moved = form.moved.valueAsNumber;
      root.querySelector("[data-moved]").textContent = write(moved, 2);
      for (const each of root.querySelectorAll("[data-h]")) each.textContent = write(state(moved, each.dataset.h), 4);
    };
    form.addEventListener("input", show);
    form.addEventListener("submit", (event) => event.preventDefault());
    show(); // what a browser restored
  }
