// A guess is answered at once from what was worked out at build. Nothing is kept.

for (const form of document.querySelectorAll("[data-guess]")) {
  const answer = form.querySelector("[data-guess-answer]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const number = form.elements.number.value.replaceAll(",", "").replace(/^0+(?=\d)/, "");
    const known = form.querySelector(`[data-number="${CSS.escape(number)}"]`);
    answer.innerHTML = (known ?? form.querySelector("[data-unknown]")).innerHTML;
  });
}
