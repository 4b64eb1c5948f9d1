// Material puts the copy button of a code block into a nav of its own: dozens of
// nameless landmarks on a page. A div does as well.

const tidy = () => {
  for (const nav of document.querySelectorAll("nav.md-code__nav")) {
    const plain = document.createElement("div");
    plain.className = nav.className;
    plain.append(...nav.childNodes);
    nav.replaceWith(plain);
  }
};
new MutationObserver(tidy).observe(document.body, { childList: true, subtree: true });
tidy();
