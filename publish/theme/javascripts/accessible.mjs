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
const reach = (wrap) => {
  if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
  else wrap.removeAttribute("tabindex");
};

const mend = () => {
  document.querySelectorAll("nav.md-code__nav").forEach(plain);
  document.querySelectorAll(".md-typeset__scrollwrap").forEach(reach);
};
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
addEventListener("resize", mend);
mend();
