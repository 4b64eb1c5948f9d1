// The page becomes a deck where there is room for one; on a phone, without
// scripts and in print it stays a page of slides, one below the other.
import Reveal from "reveal.js";

const WIDTH = 1280, HEIGHT = 720;
const S_KEY = 83;
const page = document.documentElement;
const notes = new URLSearchParams(location.search).has("notes");

if (matchMedia("(min-width: 40em)").matches) {
  document.querySelector("link[data-deck]").media = "screen";
  page.classList.add("deck");
  page.classList.toggle("with-notes", notes);
  const deck = new Reveal(document.querySelector(".reveal"), {
    width: WIDTH,
    height: HEIGHT,
    margin: 0.02,
    center: false,
    hash: true,
    transition: "none",
    slideNumber: "c/t",
    showNotes: notes,
    scrollActivationWidth: null,
    keyboard: {
      [S_KEY]: () => deck.configure({ showNotes: !deck.getConfig().showNotes }),
    },
  });
  await deck.initialize();
  // A later slide may need a font when the network has gone.
  document.fonts.forEach((font) => font.load());
  // A second window with ?notes keeps in step with the one on the wall.
  const others = new BroadcastChannel(`slides ${location.pathname}`);
  others.onmessage = ({ data }) => deck.slide(data);
  deck.on("slidechanged", ({ indexh }) => others.postMessage(indexh));
}
