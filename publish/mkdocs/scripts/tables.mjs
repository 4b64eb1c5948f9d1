// A table wider than its place scrolls, by the arrow keys too, and says so: data-scrolls
// is "start", "middle" or "end", and site.css draws the sign.

const WIDE = ".md-typeset__scrollwrap, .gc-scroll";

const tell = (wrap) => {
  const hidden = wrap.scrollWidth - wrap.clientWidth;
  if (hidden > 0) wrap.tabIndex = 0;
  else if (wrap.matches(".md-typeset__scrollwrap")) wrap.removeAttribute("tabindex");
  if (hidden <= 1) return delete wrap.dataset.scrolls;
  const left = Math.round(wrap.scrollLeft);
  wrap.dataset.scrolls = left <= 0 ? "start" : left >= hidden - 1 ? "end" : "middle";
};

const sizes = new ResizeObserver((entries) => {
  new Set(entries.map(({ target }) => target.closest(WIDE))).forEach((wrap) => wrap && tell(wrap));
});
const watch = (wrap) => {
  wrap.addEventListener("scroll", () => tell(wrap), { passive: true });
  for (const each of [wrap, ...wrap.children]) sizes.observe(each);
};
const look = (part) => {
  for (const wrap of part.matches(WIDE) ? [part] : part.querySelectorAll(WIDE)) watch(wrap);
};
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) if (node instanceof Element) look(node);
  }
}).observe(document.body, { childList: true, subtree: true });
look(document.body);
