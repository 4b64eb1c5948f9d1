// The squares for any n and m, drawn anew within a frame.

import { grouped } from "../../live/shared/grouped.mjs";
import { figures, stepped } from "./frame.mjs";

const NAMES = ["features", "units", "time_steps", "batch"];
const [WIDE, HIGH, LEFT, TOP, GAP, LARGEST, FINEST] = [400, 220, 8, 30, 6, 12, 3];

/** The parameters of LSTM(m) on n features; a test asks the engine the same. */
export function total(n, m) {
  return 4 * ((n + m) * m + m);
}

if (globalThis.document) figures("grow").forEach(start);

function start(root) {
  const form = root.querySelector("form");
  const read = () => NAMES.map((name) => form[name].valueAsNumber);
  const show = (name, text) => (root.querySelector(`[data-${name}]`).textContent = text);
  let last = NAMES.map((name) => +form[name].defaultValue);
  if (!refuse()) draw(root, (last = read()), last); // what a browser restored

  form.addEventListener("input", ({ target }) => {
    const name = target.name || target.dataset.for;
    if (target.dataset.for) form[name].value = target.value;
    if (refuse()) return;
    form.querySelector(`[data-for=${name}]`).value = form[name].value;
    const now = read();
    const added = total(now[0], now[1]) - total(last[0], last[1]);
    draw(root, now, last);
    say(now, last, added);
    last = now;
    const change = root.querySelector("[data-added]");
    change.dataset.added = added;
    show("added", `${added < 0 ? "−" : "+"}${grouped(Math.abs(added))}`);
  });
  /** As at the beginning, but for what the still of this stop says. */
  stepped(root, (stop) => {
    for (const name of NAMES) form[name].value = form.querySelector(`[data-for=${name}]`).value = form[name].defaultValue;
    refuse();
    draw(root, (last = read()), last);
    show("added", "");
    const { field, value } = root.querySelectorAll(".lv-states figure")[stop - 1]?.dataset ?? {};
    if (!field) return;
    form[field].value = value;
    form[field].dispatchEvent(new Event("input", { bubbles: true }));
  });

  /** The sentence of what has changed, with its numbers; none where two sizes have. */
  function say(now, before, added) {
    const [name, other] = NAMES.filter((_, k) => now[k] !== before[k]);
    const [[n, m], [oldN, oldM]] = [now, before];
    const by = name === "units" ? m - oldM : n - oldN;
    const numbers = {
      k: Math.abs(by),
      column: n + Math.min(m, oldM) + 1,
      row: Math.max(m, oldM),
      size: Math.abs(added),
    };
    const change = String(Math.sign(by) * Math.min(numbers.k, 2)); // one, or several
    for (const each of root.querySelectorAll("[data-why]")) {
      each.hidden = !!other || each.dataset.why !== name || (each.dataset.change ?? change) !== change;
      for (const number of each.querySelectorAll("[data-fill]"))
        number.textContent = grouped(numbers[number.dataset.fill]);
    }
  }

  /** Say what the first field that holds no size must hold; the rest is dimmed. */
  function refuse() {
    const bad = NAMES.filter((name) => !form[name].validity.valid);
    for (const name of NAMES) form[name].setAttribute("aria-invalid", bad.includes(name));
    for (const each of root.querySelectorAll("[data-refused]")) each.hidden = each.dataset.refused !== bad[0];
    if (bad.length) for (const each of root.querySelectorAll("[data-why]")) each.hidden = true;
    root.toggleAttribute("data-stale", bad.length > 0);
    return bad.length > 0;
  }

  form.addEventListener("submit", (event) => event.preventDefault());

  function draw(root, [n, m, T, B], before) {
    const sum = grouped(total(n, m));
    root.querySelector("[data-total]").dataset.total = total(n, m);
    show("total", sum);
    show("formula", `4 × ((${n} + ${m}) × ${m} + ${m}) = ${sum}`);
    const shapes = [`${n} × ${4 * m}`, `${m} × ${4 * m}`, 4 * m, `(${B}, ${T}, ${n})`, `(${B}, ${m})`];
    root.querySelectorAll("[data-shape]").forEach((each, k) => (each.textContent = shapes[k]));
    squares(root.querySelector("svg"), n, m, before);
  }
}

/** The four blocks, as in grow.py; rows and columns that are new glow. */
function squares(svg, n, m, [oldN, oldM]) {
  const rows = n + m + 1;
  const side = Math.min(LARGEST, (WIDE - 2 * LEFT - 3 * GAP) / 4 / m, (HIGH - TOP) / rows);
  const left = (WIDE - 4 * m * side - 3 * GAP) / 2;
  [...svg.children].forEach((block, k) => {
    const x = left + k * (m * side + GAP);
    const [hidden, feature, bias] = block.querySelectorAll("rect:not(.glow)");
    put(hidden, { x, y: TOP, width: m * side, height: m * side });
    put(feature, { x, y: TOP + m * side, width: m * side, height: n * side });
    put(bias, { x, y: TOP + (m + n) * side, width: m * side, height: side });
    put(block.querySelector("text"), { x: x + (m * side) / 2 });
    let grid = block.querySelector(".gc-grid");
    if (!grid) block.insertBefore((grid = make("path", "gc-grid")), block.querySelector("text"));
    put(grid, { d: side < FINEST ? "" : lines(x, m, rows, side) });
    block.querySelectorAll(".glow").forEach((each) => each.remove());
    const glow = (y, columns, count, from = 0) => {
      const each = make("rect", "glow");
      put(each, { x: x + from * side, y, width: columns * side, height: count * side });
      block.append(each);
    };
    if (m > oldM) {
      glow(TOP, m - oldM, rows, oldM);
      glow(TOP + oldM * side, m, m - oldM);
    }
    if (n > oldN) glow(TOP + (m + oldN) * side, m, n - oldN);
  });
}

function lines(x, m, rows, side) {
  let d = "";
  for (let k = 1; k < m; k += 1) d += `M${x + k * side} ${TOP}v${rows * side}`;
  for (let k = 1; k < rows; k += 1) d += `M${x} ${TOP + k * side}h${m * side}`;
  return d;
}

function make(kind, css) {
  const each = document.createElementNS("http://www.w3.org/2000/svg", kind);
  each.setAttribute("class", css);
  return each;
}

function put(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
