// In another site's frame: its height for the page around it, the reader's colours, and
// a way out that keeps the layer.

const whole = document.querySelector("main");
new ResizeObserver(() => {
  const height = Math.ceil(whole.getBoundingClientRect().height);
  parent.postMessage({ type: "gatecount", height }, "*"); // nothing that is anyone's secret
}).observe(whole);

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => (document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default");
if ("mdColorScheme" in document.body.dataset) {
  dark.addEventListener("change", paint);
  paint();
}

// Only this page may be framed: every other opens beside it (base), but not a place in it.
addEventListener("click", ({ target }) => {
  target.closest?.("a[href^='#']")?.setAttribute("target", "_self");
}, true);
const link = document.querySelector(".gc-foot a");
const address = link?.href;
for (const event of ["pointerdown", "focus", "click"]) {
  link?.addEventListener(event, () => (link.href = address + location.search));
}
