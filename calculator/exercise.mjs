// Sends the answer to an exercise to Python and shows what it says.
import { python } from "./python.mjs";

const language = document.documentElement.lang.slice(0, 2);

document.querySelectorAll("[data-exercise]").forEach(setUp);

function setUp(root) {
  const form = root.querySelector("form");
  const input = form.elements.answer;
  const verdict = root.querySelector(".gc-verdict");
  let last = 0;

  root.querySelector("fieldset").disabled = false;
  input.addEventListener("focus", () => python.start(), { once: true });
  input.addEventListener("input", () => say("", ""));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const mine = (last += 1);
    if (python.state !== "ready") say("", root.dataset.loading);
    const given = { name: root.dataset.exercise, answer: input.value };
    try {
      const { ok, right, html, error } = await python.call("check", given, language, root.dataset.base);
      if (mine !== last) return;
      if (!ok) return say("refused", error);
      say(right ? "right" : "wrong", "");
      verdict.innerHTML = html; // made and escaped in Python
    } catch (problem) {
      console.warn(problem);
      if (mine === last) say("refused", python.state === "ready" ? root.dataset.broken : root.dataset.failed);
    }
  });

  function say(result, words) {
    root.dataset.result = result;
    verdict.textContent = words;
    if (result === "refused" || result === "wrong") input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }
}
