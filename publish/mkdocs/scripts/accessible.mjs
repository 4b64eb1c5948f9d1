// What Material makes in the browser, mended for readers without a mouse.

// The copy button of a code block comes in a nav of its own: dozens of nameless
// landmarks on a page. A div does as well.
const plain = (nav) => {
  const div = document.createElement("div");
  div.className = nav.className;
  div.append(...nav.childNodes);
  nav.replaceWith(div);
};

// That search cannot search comes as a hit; it belongs where the hits are counted.
const say = (item) => {
  const meta = item.closest(".md-search-result").querySelector(".md-search-result__meta");
  meta.textContent = item.textContent;
  item.remove();
};

const mend = (part) => {
  const within = (selector) =>
    part.matches(selector) ? [part] : part.querySelectorAll(selector);
  within("nav.md-code__nav").forEach(plain);
  within('.md-search-result__item:has([href*="?missing"])').forEach(say);
};
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) if (node instanceof Element) mend(node);
  }
}).observe(document.body, { childList: true, subtree: true });
mend(document.body);

// Search waits for a key to come up, and text that is pasted by a long press, dictated
// or composed comes without one. The same text twice is asked once.
const query = document.querySelector(".md-search__input");
const keyUp = ({ isComposing }) => isComposing || query.dispatchEvent(new Event("keyup"));
for (const type of ["input", "compositionend"]) query?.addEventListener(type, keyUp);

// A label with a checkbox opens the drawer, and in it the contents of this page; no
// key reaches a label: a button does.
const button = (label, toggle) => {
  const made = document.createElement("button");
  for (const { name, value } of label.attributes) made.setAttribute(name, value);
  made.type = "button";
  const say = () => (made.ariaExpanded = String(toggle.checked));
  made.append(...label.childNodes);
  made.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", say);
  label.replaceWith(made);
  say();
  return made;
};

const drawer = document.querySelector("#__drawer");
const inside = document.querySelector(".md-nav--primary");
const opener = button(document.querySelector(".md-header__button[for=__drawer]"), drawer);
opener.ariaLabel = inside.ariaLabel;
const contents = inside.querySelector("#__toc");
const label = inside.querySelector("label.md-nav__link[for=__toc]");
if (label) button(label, contents);

// What an open drawer covers cannot be reached; it opens at this page's own entry.
const covered = document.querySelectorAll(
  ".md-skip, .md-header, .md-content, .md-sidebar--secondary, .md-footer",
);
drawer.addEventListener("change", () => {
  for (const each of covered) each.inert = drawer.checked;
  if (!drawer.checked) return;
  const seen = (selector) =>
    [...inside.querySelectorAll(selector)].find((each) => each.checkVisibility());
  const link = seen(".md-nav__link--active") ?? seen(".md-nav__list a");
  // Focus alone would scroll sideways to what is still sliding in.
  link.focus({ preventScroll: true });
  const list = inside.querySelector(".md-nav__list");
  const [{ top }, { top: start }] = [link, list].map((each) => each.getBoundingClientRect());
  list.scrollTop += top - start - list.clientHeight / 3;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !drawer.checked) return;
  drawer.click();
  opener.focus();
});
