// The language switch keeps the place: the heading being read, and the query.

const TOP = 150; // px below the window's edge: a heading above this is being read

for (const link of document.querySelectorAll("a.gc-twin")) {
  const address = link.href;
  const keepPlace = () => {
    const headings = [...document.querySelectorAll(".md-content :is(h2, h3)[id]")];
    const passed = headings.filter((each) => each.getBoundingClientRect().top < TOP);
    const hash = passed.length ? `#${passed.at(-1).id}` : "";
    link.href = address + location.search + hash;
  };
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, keepPlace);
}
