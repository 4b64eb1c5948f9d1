// A gate that is pointed at, or focused, lights up wherever it is shown.

const page = document.documentElement;
const PINNED = 3000; // ms that a gate stays lit after its link was followed
let pinned = -PINNED;

function gatesAt(target) {
  const own = target.closest?.("[class*='gate-']");
  if (own) return gatesOf(own);
  const focused = target.closest?.(".arithmatex:focus");
  const inside = focused?.querySelectorAll("[class*='gate-']") ?? [];
  return [...new Set([...inside].flatMap(gatesOf))];
}

function gatesOf(element) {
  return [...element.classList].flatMap((name) =>
    name.startsWith("gate-") ? [name.slice("gate-".length)] : [],
  );
}

function light({ target }) {
  const gates = gatesAt(target);
  if (gates.length) page.dataset.gate = gates.join(" ");
  else if (performance.now() - pinned > PINNED) delete page.dataset.gate;
}

document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("svg a")) pinned = performance.now();
});
