// A live part beside the calculator: a small form, and Python's answer to it.
import { live } from "./live.mjs";

const CALM = 500; // ms without typing before the answer is spoken

document.querySelectorAll("[data-live]").forEach(setUp);

function setUp(root) {
  const form = root.querySelector("form");
  const error = root.querySelector("[data-error]");
  const result = root.querySelector(".gc-result");
  const spoken = root.querySelector(".gc-live");
  const language = document.documentElement.lang.slice(0, 2);
  let timer;
  const request = live(root, ask);

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ask);

  function ask() {
    const given = Object.fromEntries(new FormData(form));
    request(root.dataset.live, [given, language, root.dataset.base], present);
  }

  function present(answer) {
    error.hidden = answer.ok;
    error.textContent = answer.error ?? "";
    for (const control of form.querySelectorAll("[name]")) {
      const wrong = control.name === answer.field;
      control.toggleAttribute("aria-invalid", wrong);
      if (wrong) control.setAttribute("aria-describedby", error.id);
      else control.removeAttribute("aria-describedby");
    }
    if (answer.ok) delete result.dataset.stale;
    else result.dataset.stale = "refused";
    if (!answer.ok) return;
    result.innerHTML = answer.html; // made and escaped in Python
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = answer.spoken), CALM);
  }
}
