// In another site's frame: the reader's colours, and a way out that keeps the layer.

const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => (document.body.dataset.mdColorScheme = dark.matches ? "slate" : "default");
dark.addEventListener("change", paint);
paint();

const link = document.querySelector(".gc-foot a");
const address = link.href;
for (const event of ["pointerdown", "focus", "click"]) {
  link.addEventListener(event, () => (link.href = address + location.search));
}
