// A gate that is pointed at, or focused, lights up wherever it is shown;
// one that the text speaks of, in the drawing beside it.

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

for (const beside of document.querySelectorAll(".fig-beside")) follow(beside);

/** Lights the parts of the drawing that belong to the section being read. */
function follow(beside) {
  const headings = [...beside.querySelectorAll(":is(h2, h3, h4)[id]")];
  const parts = [...beside.querySelectorAll("[data-of]")];
  const passed = new Set(); // headings above the upper quarter of the window
  const seen = (entries) => {
    for (const { target, isIntersecting } of entries) passed[isIntersecting ? "add" : "delete"](target);
    const section = headings.findLast((each) => passed.has(each))?.id;
    for (const part of parts) part.classList.toggle("spoken", part.dataset.of.split(" ").includes(section));
  };
  const observer = new IntersectionObserver(seen, { rootMargin: "1000000px 0px -75% 0px" });
  for (const each of headings) observer.observe(each);
}
