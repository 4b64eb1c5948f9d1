// A guess is answered at once from what was worked out at build. Nothing is kept.

import { digitsOf } from "../../live/shared/route.mjs";

for (const form of document.querySelectorAll("[data-guess]")) {
  const answer = form.querySelector("[data-guess-answer]");
  const { number } = form.elements;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const digits = digitsOf(number.value).replace(/[,_' ]/g, "").replace(/^0+(?=\d)/, "");
    const guessed = /^\d+$/.test(digits);
    const known = guessed && form.querySelector(`[data-number="${digits}"]`);
    number.setAttribute("aria-invalid", !guessed);
    form.querySelector("[data-refused]").hidden = guessed;
    answer.innerHTML = guessed ? (known ?? form.querySelector("[data-unknown]")).innerHTML : "";
    if (!guessed) number.focus();
  });
}
