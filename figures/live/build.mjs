// The 640 built up, one stop after the other. Movements are the style sheet's.

import { figures, inDeck, stepped, still, tell } from "./frame.mjs";
import { scrolled } from "./scrolled.mjs";

const PACE = { counted: 90, work: 260 }; // ms for each count of a counter
const SWIPE = 40; // px
const MOVES = 700; // ms, of the longest movement in live.css
const [LEFT, COLUMN, TOP, ROW, ROWS, AIM] = [112, 26, 34, 14, 15, 10];
const BELOW = TOP + ROWS * ROW;

for (const root of figures("build")) start(root);

function start(root) {
  const stills = [...root.querySelectorAll("figure")];
  const buttons = [...root.querySelectorAll("[data-go]")];
  const live = root.querySelector("[aria-live]");
  const own = !root.closest(".slides"); // a page of slides has its own addresses
  let shown = 0;

  function go(stop) {
    if (!stills[stop] || stop === shown) return;
    const before = stills[shown].dataset;
    const next = stop === shown + 1 && !still();
    const { counts, works } = stills[stop].dataset;
    stills.forEach((each, k) => each.toggleAttribute("data-on", k === stop));
    buttons.forEach((each, k) => each.setAttribute("aria-current", k === stop ? "step" : "false"));
    shown = stop;
    root.dataset.stop = stop;
    const until = next ? performance.now() + lasting(stills[stop]) : 0; // after a jump, at once
    count(root, "counted", +before.counts, +counts, 10, until);
    count(root, "work", +before.works, +works, 13, until);
    for (const each of root.querySelectorAll("[data-step]"))
      each.disabled = !stills[stop + +each.dataset.step];
  }

  function walk(stop) {
    live.ariaLive = "polite";
    go(stop);
    tell(root, shown);
    address();
    requestAnimationFrame(() => align(shown)); // it asks for places: see lasting()
  }

  function address() {
    if (own) history.replaceState(history.state, "", `#build-${shown}`);
  }

  function open() {
    const stop = /^#build-(\d+)$/.exec(location.hash)?.[1];
    if (!stop || !stills[stop] || !own) return;
    go(+stop);
    root.scrollIntoView();
    align(shown);
  }

  root.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-go], [data-step]");
    if (button?.dataset.go) walk(+button.dataset.go);
    else if (button) walk(shown + +button.dataset.step);
  });
  document.addEventListener("keydown", (event) => {
    if (!root.contains(event.target) && !root.hasAttribute("data-projected")) return;
    if (inDeck() || event.target.matches("input") || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
    const stop = { Home: 0, End: stills.length - 1 }[event.key] ?? shown + (steps[event.key] ?? 0);
    if (!(event.key in steps) && !["Home", "End"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    walk(stop);
  });
  const align = scrolled(root, stills.length, (way) => {
    live.ariaLive = "off"; // who scrolls past is not told
    go(Math.max(0, Math.min(shown + way, stills.length - 1)));
    if (root.hasAttribute("data-projected")) address();
  });
  root.addEventListener("projected", () => align(shown));
  swipe(root, (way) => inDeck() || walk(shown + way));
  stepped(root, go);
  pull(stills[2]);
  addEventListener("hashchange", open);
  open();
  root.querySelector("[data-step='-1']").disabled = !shown;
}

/** How long the movements of a still take, in ms. The browser is asked to style it now
 * and lays it out with the frame: on a slow phone two short tasks, not one long. */
function lasting(figure) {
  const begins = [...figure.querySelectorAll("[style*='--at']")].map((each) => parseFloat(each.style.getPropertyValue("--at")));
  return getComputedStyle(figure).opacity && begins.length ? Math.max(...begins) + MOVES : 0;
}

/** Let a counter run up while its drawing moves; its attribute is right at once. */
function count(root, name, from, to, parts, until) {
  const shown = root.querySelector(`[data-${name}]`);
  shown.dataset[name] = to;
  cancelAnimationFrame(shown.frame);
  const one = name === "counted" && from < 160 ? 16 : (to - from) / parts;
  const begin = performance.now();
  const tick = (now) => {
    const counts = Math.floor(Math.max(now - begin, 0) / PACE[name]);
    const next = now < until ? Math.min(from + counts * one, to) : to;
    if (+shown.textContent !== next) shown.textContent = next;
    if (next < to) shown.frame = requestAnimationFrame(tick);
  };
  tick(begin);
}

function swipe(root, turn) {
  let begin;
  root.addEventListener("pointerdown", (event) => {
    begin = event.pointerType === "touch" && !event.target.closest("input, button, .grip") ? event.clientX : null;
  });
  root.addEventListener("pointerup", ({ clientX }) => {
    if (begin !== null && Math.abs(clientX - begin) > SWIPE) turn(clientX < begin ? 1 : -1);
    begin = null;
  });
}

/** The empty matrix follows the hand, or the slider, column by column. */
function pull(figure) {
  const svg = figure.querySelector("svg");
  const slider = figure.querySelector("input");
  const part = (name) => svg.querySelector(`[data-part=${name}]`);
  const set = () => {
    const columns = +slider.value;
    const right = LEFT + columns * COLUMN;
    const down = (high, y) =>
      Array.from({ length: columns - 1 }, (_, k) => `M${LEFT + (k + 1) * COLUMN} ${y}v${high}`).join("");
    const across = Array.from({ length: ROWS - 1 }, (_, k) => `M${LEFT} ${TOP + (k + 1) * ROW}H${right}`).join("");
    part("matrix").setAttribute("width", right - LEFT);
    part("out").setAttribute("width", right - LEFT);
    part("lines").firstChild.setAttribute("d", down(ROWS * ROW, TOP) + across);
    part("out-lines").firstChild.setAttribute("d", down(ROW, BELOW + 26));
    part("shape").firstChild.textContent = `${ROWS} × ${columns}`;
    part("length").firstChild.textContent = columns;
    part("grip").style.transform = `translateX(${(columns - AIM) * COLUMN}px)`;
    svg.classList.toggle("fits", columns === AIM);
  };
  const drag = (event) => {
    const x = new DOMPoint(event.clientX, 0).matrixTransform(svg.getScreenCTM().inverse()).x;
    slider.value = Math.round((x - LEFT) / COLUMN);
    set();
  };
  const grip = part("grip");
  grip.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener("pointermove", (event) => grip.hasPointerCapture(event.pointerId) && drag(event));
  slider.addEventListener("input", set);
  const pulled = (columns) => ((slider.value = columns), set());
  addEventListener("beforeprint", () => pulled(AIM)); // paper shows the answer
  pulled(4);
}
