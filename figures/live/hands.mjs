// Hands that went up for each number, as bars. Kept in this tab, sent nowhere.

const KEY = "hands";
const roots = [...document.querySelectorAll("[data-figure=hands]")];
const rows = roots.flatMap((root) => [...root.querySelectorAll("[data-number]")]);
const MOST = +roots[0].querySelector("input").max;
const whole = (count) => Math.min(Math.max(Math.trunc(Number(count)) || 0, 0), MOST);

let counts = {};
try {
  counts = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
} catch {
  // a browser may keep nothing
}

// Who speaks may have a second window.
const others = new BroadcastChannel(`${KEY} ${location.pathname}`);
others.onmessage = ({ data }) => keep(data);

function keep(now) {
  counts = now;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(counts));
  } catch {
    // then until the page is left
  }
  show();
}

function change(now) {
  keep({ ...counts, ...now });
  others.postMessage(counts);
}

const of = (row) => whole(counts[row.dataset.number]);

function add(row, hands) {
  change({ [row.dataset.number]: whole(of(row) + hands) });
}

function show() {
  const most = Math.max(1, ...rows.map(of));
  for (const row of rows) {
    const field = row.querySelector("input, output");
    row.querySelector("i").style.width = `${(100 * of(row)) / most}%`;
    if (field.tagName === "OUTPUT") field.textContent = of(row) || "";
    else if (field !== document.activeElement) field.value = of(row);
  }
}

for (const root of roots) {
  root.addEventListener("click", ({ target }) => {
    const hand = target.closest("[data-hand]");
    if (hand) add(hand.closest("[data-number]"), +hand.dataset.hand);
    if (target.closest("[data-clear]")) change(Object.fromEntries(rows.map((row) => [row.dataset.number, 0])));
  });
  root.addEventListener("input", ({ target }) => {
    change({ [target.closest("[data-number]").dataset.number]: whole(target.value) });
  });
  root.addEventListener("focusin", ({ target }) => target.select?.());
  root.addEventListener("focusout", () => setTimeout(show)); // what was typed is a whole number now
}

addEventListener("keydown", (event) => {
  if (event.target.matches("input")) {
    if (["Enter", "Escape"].includes(event.key)) event.target.blur();
    return;
  }
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
  const row = document.querySelectorAll("section.present li:has([data-hand])")[digit - 1];
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  add(row, event.shiftKey ? -1 : 1);
});

show();
