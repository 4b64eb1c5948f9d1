// What Material makes in the browser, mended for readers without a mouse.

// The copy button of a code block comes in a nav of its own: dozens of nameless
// landmarks on a page. A div does as well.
const plain = (nav) => {
  const div = document.createElement("div");
  div.className = nav.className;
  div.append(...nav.childNodes);
  nav.replaceWith(div);
};

// A table that is wider than the page scrolls, also by the arrow keys.
const reach = ({ target }) => {
  if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
  else target.removeAttribute("tabindex");
};
const sizes = new ResizeObserver((entries) => entries.forEach(reach));

const mend = (part) => {
  const within = (selector) =>
    part.matches(selector) ? [part] : part.querySelectorAll(selector);
  within("nav.md-code__nav").forEach(plain);
  within(".md-typeset__scrollwrap").forEach((wrap) => sizes.observe(wrap));
};
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) if (node instanceof Element) mend(node);
  }
}).observe(document.body, { childList: true, subtree: true });
mend(document.body);
