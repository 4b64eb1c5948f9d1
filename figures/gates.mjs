// A gate that is pointed at, or focused, lights up wherever it is shown.

const page = document.documentElement;

function gatesAt(target) {
  const own = target.closest?.("[class*='gate-']");
  if (own) return gatesOf(own);
  const focused = target.closest?.(".arithmatex[tabindex]");
  const inside = focused?.querySelectorAll("[class*='gate-']") ?? [];
  const names = new Set([...inside].flatMap(gatesOf));
  return names.size === 1 ? [...names] : [];
}

function gatesOf(element) {
  return [...element.classList].flatMap((name) =>
    name.startsWith("gate-") ? [name.slice("gate-".length)] : [],
  );
}

function light({ target }) {
  const [gate] = gatesAt(target);
  if (gate) page.dataset.gate = gate;
  else delete page.dataset.gate;
}

document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
