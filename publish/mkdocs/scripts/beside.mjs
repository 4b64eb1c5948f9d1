// Both languages at once, paragraph by paragraph: beside each block of words stands
// the twin's. The two pages have the same skeleton, which the tests see to.

const STORE = "gatecount.beside"; // "yes" while this tab reads both
const WORDS = "p, h1, h2, h3, h4, h5, h6, ul, ol, dl, table, blockquote, details, .admonition";
const NONE = "script, form, .headerlink, .gc-exercise, .gc-here, [data-place]";

const link = document.querySelector("a.gc-twin");
const article = document.querySelector("article.md-content__inner");
const button = document.querySelector(".gc-both");
if (link && button) setUp(link.href, link.lang);

function setUp(address, language) {
  let rows = [];

  button.addEventListener("click", () => turn(!rows.length));
  if (sessionStorage.getItem(STORE)) turn(true);

  async function turn(on) {
    try {
      const stay = keepPlace();
      if (on) rows = pairs(await blocksOf(address)).map(([mine, theirs]) => row(mine, theirs));
      else for (const each of rows.splice(0)) each.replaceWith(each.firstChild);
      document.body.toggleAttribute("data-beside", on);
      button.ariaPressed = on;
      if (on) sessionStorage.setItem(STORE, "yes");
      else sessionStorage.removeItem(STORE);
      stay();
    } catch (problem) {
      console.info(`The other language did not come: ${problem.message}`);
    }
  }

  async function blocksOf(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(response.status);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return blocks(page.querySelector("article.md-content__inner"));
  }

  // Blocks of words that differ, each with its twin.
  function pairs(twins) {
    const own = blocks(article);
    if (own.length !== twins.length) throw new Error("the pages are not alike");
    return own
      .map((mine, at) => [mine, wordsOf(twins[at])])
      .filter(([mine, theirs]) => theirs && theirs.textContent.trim() !== text(mine));
  }

  function row(mine, theirs) {
    const place = document.createElement("div");
    place.className = "gc-row";
    mine.replaceWith(place);
    theirs.lang = language;
    theirs.dataset.twin = "";
    place.append(mine, theirs);
    return place;
  }

  // A copy of what the twin says; its links lead to where they led.
  function wordsOf(block) {
    const said = block.matches("figure") ? block.querySelector("figcaption") : block;
    if (!said?.matches(`${WORDS}, figcaption`) || said.matches(".by")) return null;
    const copy = document.importNode(said, true);
    for (const each of copy.querySelectorAll(NONE)) each.remove();
    for (const each of [copy, ...copy.querySelectorAll("[id]")]) each.removeAttribute("id");
    for (const each of copy.querySelectorAll("a[href]")) {
      each.href = new URL(each.getAttribute("href"), address).href;
    }
    return copy.matches("figcaption, table") ? boxed(copy) : copy;
  }
}

// What may scroll sideways or stand alone gets a box, as Material gives it.
function boxed(part) {
  const box = document.createElement("div");
  box.className = part.matches("table") ? "md-typeset__scrollwrap" : "gc-caption";
  const inside = document.createElement("div");
  inside.className = part.matches("table") ? "md-typeset__table" : "";
  inside.append(...(part.matches("table") ? [part] : part.childNodes));
  box.append(inside);
  return box;
}

function blocks(root) {
  return [...root.children].filter((each) => !each.matches("script, link, .md-content__button"));
}

function text(block) {
  const said = (block.matches("figure") && block.querySelector("figcaption")) || block;
  return said.textContent.replace("¶", "").trim();
}

// What is being read stays where it is in the window.
function keepPlace() {
  const seen = blocks(article).find((each) => each.getBoundingClientRect().bottom > 80);
  const first = seen?.matches(".gc-row") ? seen.firstChild : seen;
  const top = first?.getBoundingClientRect().top;
  return () => first && scrollBy({ top: first.getBoundingClientRect().top - top, behavior: "instant" });
}
