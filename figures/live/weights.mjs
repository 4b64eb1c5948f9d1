// Which weight is this? One of 640, by pointer, touch or arrow keys.

import { filled, said } from "../../live/count/weight_names.mjs";
import { figures, stepped, tell } from "./frame.mjs";

const GATES = "ifco", UNITS = 10, ROWS = 16, SIDE = 8, LEFT = 25, APART = 10;
const GROUPS = ["gate", "unit", "tensor"]; // the deck's stops
const PARTS = ["kernel", "recurrent_kernel", "bias"];
const FEATURES = 5, BIAS = 15, BETWEEN = 24; // rows; room between the tensors
const SMALL = 2.9, BESIDE = 130; // of the stored tensors, as in weights.py

figures("weights").forEach(start);

function start(root) {
  const squares = [...root.querySelectorAll("[data-weight]")];
  const place = new Map(squares.map((each, k) => [each, k]));
  const told = JSON.parse(root.dataset.told);
  let chosen = root.querySelector(".chosen");

  function choose(square, focus) {
    if (focus) square.focus();
    if (square === chosen) return;
    for (const name of ["tabindex", "role", "aria-label"]) chosen.removeAttribute(name);
    chosen.classList.remove("chosen");
    chosen = square;
    const one = found(place.get(square));
    const words = called(told, one);
    square.setAttribute("tabindex", 0);
    square.setAttribute("role", "button");
    square.setAttribute("aria-label", words[0][1]);
    square.classList.add("chosen");
    root.querySelector("[data-called]").replaceChildren(...words.map(row));
    mark(root, one);
    if (focus) square.focus();
  }

  const at = ({ target }) => place.has(target) && choose(target);
  // When the page scrolls below a resting pointer, nobody has pointed.
  let rested = "";
  root.addEventListener("pointerover", (event) => {
    const where = `${event.screenX} ${event.screenY}`;
    if (where !== rested || !event.isTrusted) at(event);
    rested = where;
  });
  root.addEventListener("pointermove", ({ screenX, screenY }) => (rested = `${screenX} ${screenY}`));
  root.addEventListener("pointerdown", at);
  root.addEventListener("focusin", ({ target }) => place.has(target) && choose(target));
  root.addEventListener("keydown", (event) => {
    const way = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] }[event.key];
    if (!way || !place.has(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    const k = place.get(chosen);
    const column = Math.floor(k / ROWS) + way[0], line = (k % ROWS) + way[1];
    const next = line >= 0 && line < ROWS && squares[column * ROWS + line];
    if (next) choose(next, true);
  });
  root.addEventListener("click", ({ target }) => {
    const group = target.closest("[data-group]")?.dataset.group;
    if (!group) return;
    put(group);
    tell(root, GROUPS.indexOf(group));
  });
  stepped(root, (stop) => put(GROUPS[stop]));

  function put(group) {
    root.dataset.grouped = group;
    for (const each of root.querySelectorAll("[data-group]")) each.setAttribute("aria-pressed", each.dataset.group === group);
    root.querySelectorAll(".piece").forEach((piece, k) => {
      const [x, y] = moved(group, Math.floor(k / 30), Math.floor(k / 3) % UNITS, k % 3);
      piece.firstChild.style.transform = `translate(${x}px, ${y}px)`;
    });
  }
}

/** How far a piece is from where it stands when grouped by gate. */
function moved(group, gate, unit, part) {
  const x = LEFT + gate * (UNITS * SIDE + APART) + unit * SIDE;
  if (group === "unit") return [10 + unit * 38 + gate * SIDE - x, 0];
  if (group === "tensor") return [40 + (gate * UNITS + unit) * SIDE - x, part * BETWEEN];
  return [0, 0];
}

/** What the square with this number is: its tensor, gate, and place in both. */
function found(k) {
  const line = k % ROWS;
  const part = line < FEATURES ? 0 : line < BIAS ? 1 : 2;
  return {
    part: PARTS[part],
    gate: GATES[Math.floor(k / ROWS / UNITS)],
    row: line - [0, FEATURES, BIAS][part],
    unit: Math.floor(k / ROWS) % UNITS,
  };
}

/** [title, name]: first in words, then in code. */
function called(told, { part, gate, row, unit }) {
  const sentence = said(told, { role: part, gate, rows: 1 }, row, unit);
  const named = Object.entries(told.names).map(([title, parts]) => [title, filled(parts[part][gate], row, unit)]);
  return [["", sentence, gate], ...named];
}

/** The same weight in the stored tensors, in the formula and in the program. */
function mark(root, { part, gate, row, unit }) {
  const box = root.querySelector(".found");
  box.setAttribute("x", 8 + PARTS.indexOf(part) * BESIDE + (GATES.indexOf(gate) * UNITS + unit) * SMALL);
  box.setAttribute("y", 20 + row * SMALL);
  for (const each of root.querySelectorAll("[data-weight-names] [data-of]")) {
    each.classList.toggle("lit", each.dataset.of === gate);
    for (const one of each.querySelectorAll(".part"))
      one.classList.toggle("lit", each.dataset.of === gate && one.dataset.role === part);
  }
}

function row([title, text, gate]) {
  const line = document.createElement("p");
  const words = document.createElement(title ? "code" : "strong");
  words.textContent = text;
  if (gate) line.className = `gate-${gate}`;
  if (title) line.append(`${title} `);
  line.append(words);
  return line;
}
