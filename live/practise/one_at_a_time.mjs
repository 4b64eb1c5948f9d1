// One exercise at a time: the page's other cards wait. Where a reader stands is kept
// in this browser; an address with a heading, and paper, have all of them.

const STORE = "gatecount.path"; // the name of the card, while the path is on

export function path(bar, roots, isSolved) {
  const cards = roots.map(cardOf);
  const names = roots.map((root) => root.dataset.exercise);
  const article = roots[0].parentElement;
  const rest = [...article.children].filter(
    (part) => !part.matches("h1, .md-content__button, script") && !part.contains(bar),
  );
  const [toggle, back, next] = bar.querySelectorAll("button");
  const place = bar.querySelector("span");
  const words = JSON.parse(bar.dataset.path);
  let at = names.indexOf(read());

  bar.hidden = false;
  toggle.addEventListener("click", () => go(at < 0 ? start() : -1));
  back.addEventListener("click", () => go(at - 1));
  next.addEventListener("click", () => go(at + 1));
  addEventListener("hashchange", arrive);
  show();
  arrive();

  function start() {
    const open = names.findIndex((name) => !isSolved(name));
    return Math.max(open, 0);
  }

  // A link to a card that waits brings it.
  function arrive() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    const found = target ? cards.findIndex((card) => card.includes(target)) : -1;
    if (at >= 0 && found >= 0) go(found);
  }

  function go(number) {
    at = number;
    keep(names[at]);
    show();
    bar.scrollIntoView({ block: "nearest" });
  }

  function show() {
    const on = at >= 0;
    for (const part of rest) part.classList.toggle("gc-away", on && !cards[at].includes(part));
    toggle.textContent = on ? words.all : words.one;
    toggle.setAttribute("aria-pressed", on);
    for (const part of [back, next, place]) part.hidden = !on;
    back.disabled = at === 0;
    next.disabled = at === cards.length - 1;
    place.textContent = on ? words.place.replace("{number}", at + 1).replace("{all}", cards.length) : "";
  }
}

// The heading of an exercise and all up to the next heading.
function cardOf(root) {
  const card = [root];
  for (let part = root; !part.matches("h3"); ) card.unshift((part = part.previousElementSibling));
  for (let part = root; (part = part.nextElementSibling) && !part.matches("h2, h3"); ) card.push(part);
  return card;
}

function read() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep(name) {
  try {
    if (name) localStorage.setItem(STORE, name);
    else localStorage.removeItem(STORE);
  } catch {
    // as above
  }
}
