// The stops of a live figure are fragments: the deck's keys and swipes step it, there
// and back, and after its last stop the deck goes on.

const SHOWN = ["fragmentshown", "fragmenthidden", "slidechanged", "ready"];

/** Before the deck begins: what of each figure comes with a press. */
export function mark(slides) {
  for (const root of slides.querySelectorAll("[data-figure]")) {
    for (const each of stops(root)) each.classList.add("fragment", "custom");
    for (const each of root.querySelectorAll("input, .grip")) each.dataset.preventSwipe = "";
  }
}

export function follow(deck) {
  const show = () => {
    const root = deck.getCurrentSlide().querySelector("[data-figure]");
    const marked = root?.querySelectorAll(".fragment.custom");
    if (!marked?.length) return;
    const detail = [...marked].filter((each) => each.classList.contains("visible")).length;
    root.dispatchEvent(new CustomEvent("stop", { detail }));
    // A camera is led to the very stop.
    for (const code of deck.getCurrentSlide().querySelectorAll(".qr[data-at]")) code.hidden = +code.dataset.at !== detail;
  };
  for (const event of SHOWN) deck.on(event, show);
  for (const root of deck.getSlidesElement().querySelectorAll("[data-figure]")) {
    root.addEventListener("stopped", ({ detail }) => deck.navigateFragment(detail - 1));
    // The keys are the deck's again, once a hand has let go.
    root.addEventListener("pointerup", ({ target }) => target.closest("button, [type=range]")?.blur());
    root.addEventListener("submit", () => document.activeElement.blur());
  }
  show();
}

/** All stills but the one that the figure begins with. */
function stops(root) {
  return root.querySelectorAll(":is(.lv-stills, .lv-states) > figure:not([data-on])");
}
