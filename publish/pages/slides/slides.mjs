// The page becomes a deck where there is room for one; on a phone, without
// scripts and in print it stays a page of slides, one below the other.
import Reveal from "reveal.js";

import { speak } from "./speaker.mjs";
import { follow as step, mark } from "./stops.mjs";

const WIDTH = 1280, HEIGHT = 720;
const page = document.documentElement;

if (matchMedia("(min-width: 40em)").matches) {
  for (const link of document.querySelectorAll("link[data-deck]")) link.media = link.dataset.deck;
  page.classList.add("deck");
  mark(document.querySelector(".slides"));
  const deck = new Reveal(document.querySelector(".reveal"), {
    width: WIDTH,
    height: HEIGHT,
    display: "flex",
    margin: 0.02,
    center: false,
    hash: true,
    transition: "none",
    slideNumber: "c/t",
    scrollActivationWidth: null,
    // A field has keys of its own, and so has a button.
    keyboardCondition: ({ key }) =>
      !document.activeElement.closest([" ", "Enter"].includes(key) ? "input, button, a" : "input, [data-weight]"),
  });
  await deck.initialize();
  // A later slide may need a font when the network has gone.
  document.fonts.forEach((font) => font.load());
  speak(deck, WIDTH);
  step(deck);

  // Another language opens at the same slide.
  const twins = [...document.querySelectorAll(".deck-links a[hreflang]")];
  const addresses = twins.map((link) => link.href);
  const follow = () => {
    const { h } = deck.getIndices();
    twins.forEach((link, k) => (link.href = `${addresses[k]}${location.search}#/${h}`));
  };
  deck.on("slidechanged", follow);
  follow();
} else page.classList.add("js"); // a live figure lives there, too
