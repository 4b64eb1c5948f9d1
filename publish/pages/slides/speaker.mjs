// For who speaks: notes, the next slide and a clock, beside the slide (S) or in a
// window of their own (W, the address with ?notes), which keeps in step with the wall.

const S_KEY = 83, W_KEY = 87;
const page = document.documentElement;
const panel = document.querySelector(".deck-panel");
const [next, said, clock, elapsed] = ["next", "said", "clock", "elapsed"].map((name) =>
  panel.querySelector(`[data-${name}]`),
);

export function speak(deck, width) {
  const show = () => {
    const following = deck.getCurrentSlide().nextElementSibling?.cloneNode(true);
    for (const name of ["class", "style", "hidden", "aria-hidden"]) following?.removeAttribute(name);
    following?.querySelectorAll("link, script").forEach((each) => each.remove()); // they are there
    next.replaceChildren(...(following ? [following] : []));
    said.replaceChildren(...deck.getCurrentSlide().querySelector(".notes").cloneNode(true).childNodes);
    said.scrollTop = 0;
  };
  const toggle = (on) => {
    page.classList.toggle("noted", on);
    panel.hidden = !page.classList.contains("noted");
    next.style.setProperty("--scale", next.clientWidth / width);
    deck.layout();
  };
  const own = () => {
    const { h } = deck.getIndices();
    open(`${location.pathname}?notes#/${h}`, "notes", "popup,width=1280,height=760");
  };

  deck.addKeyBinding(S_KEY, () => toggle());
  deck.addKeyBinding(W_KEY, own);
  panel.parentElement.querySelector("[data-beside]").addEventListener("click", () => toggle());
  panel.parentElement.querySelector("[data-window]").addEventListener("click", own);
  addEventListener("resize", () => next.style.setProperty("--scale", next.clientWidth / width));
  deck.on("slidechanged", show);
  show();
  const notes = new URLSearchParams(location.search).has("notes");
  page.classList.toggle("with-notes", notes);
  page.classList.toggle("speaker", notes);
  toggle(notes);
  tick();
  step(deck);
}

function tick() {
  let begin = Date.now();
  const write = () => {
    const seconds = Math.floor((Date.now() - begin) / 1000);
    elapsed.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.textContent = new Date().toLocaleTimeString("sv", { hour: "2-digit", minute: "2-digit" });
  };
  elapsed.addEventListener("click", () => ((begin = Date.now()), write()));
  setInterval(write, 1000);
  write();
}

// Both windows post where they are; what was heard is not told again.
function step(deck) {
  const others = new BroadcastChannel(`slides ${location.pathname}`);
  const place = () => [deck.getIndices().h, deck.getIndices().f ?? -1];
  let heard = "";
  others.onmessage = ({ data: [slide, fragment] }) => {
    heard = String([slide, fragment]);
    deck.slide(slide, 0, fragment);
  };
  for (const event of ["slidechanged", "fragmentshown", "fragmenthidden"]) {
    deck.on(event, () => String(place()) !== heard && others.postMessage(place()));
  }
}
