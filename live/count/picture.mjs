// Which weight is this? In the drawing of a layer, by pointer, touch or arrow keys.
import { filled, said } from "./weight_names.mjs";

const WAYS = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowLeft: [-1, 0] };

/** Names the weights of every drawing that comes to stand in `result`. */
export function nameWeights(result) {
  let chosen; // { block, row, unit }
  let rested = ""; // when the page scrolls below a resting pointer, nobody has pointed

  const under = ({ target, clientX, clientY }) => {
    const block = target.closest?.("[data-weights]");
    if (!block) return;
    const { left, top, width, height } = block.getBoundingClientRect();
    const { rows, units } = about(block);
    choose(block, part((clientY - top) / height, rows), part((clientX - left) / width, units));
  };
  result.addEventListener("pointerdown", (event) => {
    under(event);
    if (event.target.closest?.("[data-weights]")) showTensors();
  });
  result.addEventListener("pointermove", (event) => {
    const where = `${event.screenX} ${event.screenY}`;
    if (where !== rested) under(event);
    rested = where;
  });
  result.addEventListener("focusin", ({ target }) => {
    const first = target.matches(".gc-weights g") && target.querySelector("[data-weights]");
    if (first && !(chosen && target.contains(chosen.block))) choose(first, 0, 0);
  });
  result.addEventListener("keydown", (event) => {
    const way = WAYS[event.key];
    if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!event.target.matches(".gc-weights g") || !chosen?.block.isConnected) return;
    event.preventDefault();
    const next = step(chosen, ...way);
    if (!next) return;
    choose(next.block, next.row, next.unit);
    next.block.closest("g[tabindex]")?.focus({ preventScroll: true });
    showTensors();
  });

  function choose(block, row, unit) {
    if (chosen?.block === block && chosen.row === row && chosen.unit === unit) return;
    chosen = { block, row, unit };
    mark(chosen);
    const figure = block.closest("figure");
    const told = JSON.parse(figure.dataset.told);
    const { names, more, gate, ...kind } = about(block);
    const paths = namesOf(names, row, unit);
    const words = make("strong", said(told, { gate, ...kind }, row, unit));
    if (gate) words.className = `gate-${gate}`;
    const rest = more ? [told.more.replace("{number}", more)] : [];
    const all = [words, ...paths.map((path) => make("code", path)), ...rest];
    figure.querySelector("[data-weight-names]").replaceChildren(...all.flatMap((each) => [each, " "]));
    const held = paths.map((path) => path.slice(0, path.lastIndexOf("[")));
    const layer = block.closest("tr") ?? result; // of a model, its tensors alone
    for (const line of layer.querySelectorAll("tr[data-path]")) line.classList.toggle("lit", held.includes(line.dataset.path));
  }

  // Below the drawing: nothing that is looked at moves.
  function showTensors() {
    const tensors = result.querySelector('[data-part="tensors"]');
    if (tensors) tensors.open = true;
  }
}

const about = (block) => JSON.parse(block.closest("figure").dataset.blocks)[block.dataset.weights];
const part = (share, parts) => Math.min(parts - 1, Math.max(0, Math.floor(share * parts)));

/** What the weight is called in each cell of this shape. */
function namesOf(names, row, unit) {
  let above = row;
  for (const [rows, patterns] of names) {
    if (above < rows) return patterns.map((pattern) => filled(pattern, above, unit));
    above -= rows;
  }
  return [];
}

/** x, y, width and height of a block, or of one weight in it, as drawn. */
function place(block, row, unit) {
  const [x, y, wide, high] = ["x", "y", "width", "height"].map((name) => +block.getAttribute(name));
  if (row === undefined) return { x, y, wide, high };
  const { rows, units } = about(block);
  return { x: x + (unit * wide) / units, y: y + (row * high) / rows, wide: wide / units, high: high / rows };
}

/** The weight beside the chosen one: in its block, or in the nearest that way. */
function step({ block, row, unit }, right, down) {
  const { rows, units } = about(block);
  const next = { block, row: row + down, unit: unit + right };
  if (next.row >= 0 && next.row < rows && next.unit >= 0 && next.unit < units) return next;
  const from = place(block, row, unit);
  const x = from.x + from.wide / 2, y = from.y + from.high / 2;
  let nearest, least = Infinity;
  for (const other of block.closest("svg").querySelectorAll("[data-weights]")) {
    const to = place(other);
    const beside = right ? y >= to.y && y <= to.y + to.high : x >= to.x && x <= to.x + to.wide;
    const far = right ? right * (to.x + to.wide / 2 - x) : down * (to.y + to.high / 2 - y);
    if (other === block || !beside || far <= 0 || far >= least) continue;
    [nearest, least] = [other, far];
  }
  if (!nearest) return null;
  const to = place(nearest), there = about(nearest);
  const along = (share, parts, way) => (way > 0 ? 0 : way < 0 ? parts - 1 : part(share, parts));
  return {
    block: nearest,
    row: along((y - to.y) / to.high, there.rows, down),
    unit: along((x - to.x) / to.wide, there.units, right),
  };
}

/** A frame around the chosen weight; it is seen where the weight itself is too small. */
function mark({ block, row, unit }) {
  const svg = block.closest("svg");
  for (const old of block.closest("figure").querySelectorAll(".gc-chosen")) old.remove();
  const { x, y, wide, high } = place(block, row, unit);
  const frame = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const [w, h] = [Math.max(wide, 3), Math.max(high, 3)];
  const box = { x: x + (wide - w) / 2, y: y + (high - h) / 2, width: w, height: h };
  for (const [name, value] of Object.entries(box)) frame.setAttribute(name, value);
  frame.setAttribute("class", "gc-chosen");
  svg.append(frame);
}

function make(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
