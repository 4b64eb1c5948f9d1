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

// The drawer of a narrow page opens by a label, which no key reaches: a button does.
const drawer = document.querySelector("#__drawer");
const label = document.querySelector(".md-header__button[for=__drawer]");
const inside = document.querySelector(".md-nav--primary");
const opener = document.createElement("button");
for (const { name, value } of label.attributes) opener.setAttribute(name, value);
opener.type = "button";
opener.ariaLabel = inside.ariaLabel;
opener.ariaExpanded = "false";
opener.append(...label.childNodes);
label.replaceWith(opener);
opener.addEventListener("click", () => drawer.click());
drawer.addEventListener("change", () => {
  opener.ariaExpanded = String(drawer.checked);
  if (!drawer.checked) return;
  // The panel of this page's section lies over the others.
  const near = [...inside.querySelectorAll(".md-nav__item--active a"), ...inside.querySelectorAll("a")];
  near.find((link) => link.checkVisibility()).focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.click();
  opener.focus();
});
