// A live part beside the calculator: a small form, and Python's answer to it.
import { downloadOnRequest } from "./download.mjs";
import { live, replace } from "./live.mjs";
import { python } from "./python.mjs";

const CALM = 500; // ms without typing before the answer is spoken

document.querySelectorAll("[data-live]").forEach(setUp);

function setUp(root) {
  const form = root.querySelector("form");
  const error = root.querySelector("[data-refusal]");
  const result = root.querySelector(".gc-result");
  const spoken = root.querySelector(".gc-live");
  const language = document.documentElement.lang.slice(0, 2);
  const pause = Number(root.dataset.pause ?? 0); // ms without typing before it asks
  let timer;
  let writing;
  let thinking;
  const request = live(root, ask);

  downloadOnRequest(result);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    if ("address" in root.dataset) toAddress();
    age("asked");
    clearTimeout(thinking);
    if (pause) thinking = setTimeout(ask, pause);
    else ask();
  });
  if ("address" in root.dataset) {
    fromAddress();
    window.addEventListener("popstate", () => {
      clearTimeout(writing);
      clearTimeout(thinking);
      form.reset();
      fromAddress();
      ask();
    });
  }

  // Puts into the controls what the address says, if it says anything.
  function fromAddress() {
    const query = new URLSearchParams(location.search);
    const named = [...form.querySelectorAll("[name]")].filter(({ name }) => query.has(name));
    for (const control of named) {
      const value = query.get(control.name);
      const options = [...(control.options ?? [])].map((option) => option.value);
      if (control.type === "checkbox") control.checked = /^(true|1|on|yes)$/i.test(value);
      else if (!control.options || options.includes(value)) control.value = value;
    }
    if (!named.length) return;
    age("pending");
    ask();
  }

  function toAddress() {
    const query = new URLSearchParams(new FormData(form));
    clearTimeout(writing);
    try {
      history.replaceState(history.state, "", `?${query}${location.hash}`);
    } catch {
      // Safari refuses a hundred in half a minute.
      writing = setTimeout(toAddress, 5_000);
    }
  }

  // Marks what stands below as old, "" as new; nothing old is printed or saved.
  function age(stale) {
    if (stale === "asked" && python.state !== "ready") stale = "pending";
    if (stale) result.dataset.stale = stale;
    else delete result.dataset.stale;
    result.ariaBusy = stale === "asked" ? "true" : null;
    for (const button of result.querySelectorAll("button")) button.disabled = Boolean(stale);
  }

  function ask() {
    const given = Object.fromEntries(new FormData(form));
    request(root.dataset.live, [given, language, root.dataset.base], present);
  }

  function present(answer) {
    error.hidden = answer.ok;
    error.textContent = answer.error ?? "";
    for (const control of form.querySelectorAll("[name]")) {
      const wrong = control.name === answer.field;
      for (const [name, value] of [["invalid", "true"], ["describedby", error.id]]) {
        if (wrong) control.setAttribute(`aria-${name}`, value);
        else control.removeAttribute(`aria-${name}`);
      }
    }
    age(answer.ok ? "" : "refused");
    if (!answer.ok) return;
    replace(result, answer.html);
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = answer.spoken), CALM);
  }
}
