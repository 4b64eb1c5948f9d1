// A live part beside the calculator: a small form, and Python's answer to it.
import { addressOf } from "./address.mjs";
import { codesOnRequest } from "./qr_button.mjs";
import { downloadOnRequest } from "./download.mjs";
import { arrival, live, replace } from "./live.mjs";
import { python } from "../worker/python.mjs";
import { offer } from "./route.mjs";

const CODE = /[(=]|.{61}/; // no number, not even with words around it
const CALM = 500; // ms without typing before the answer is spoken

const bare = (text) => text.replace(/\s/g, "");

document.querySelectorAll("[data-live]").forEach(setUp);

function setUp(root) {
  const form = root.querySelector("form");
  const error = root.querySelector("[data-refusal]");
  const result = root.querySelector(".gc-result");
  const spoken = root.querySelector(".gc-live");
  const language = document.documentElement.lang.slice(0, 2);
  const pause = Number(root.dataset.pause ?? 0); // ms without typing before it asks
  let timer;
  let thinking;
  let pasted = ""; // with its line ends, which a field of one line drops
  const request = live(root, ask);
  const address = addressOf(form, root.dataset.address, () => {
    clearTimeout(thinking);
    form.reset();
    fromAddress();
    ask();
  });

  codesOnRequest(result);
  downloadOnRequest(result, (kind) =>
    python.call("file", Object.fromEntries(new FormData(form)), language, kind));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("paste", ({ clipboardData }) => {
    pasted = clipboardData.getData("text");
  });
  form.addEventListener("input", ({ target }) => {
    if (!target.name) return; // for the page alone
    // A program in a number's place is for another tool, and not for the address.
    if (!CODE.test(form.elements.number?.value ?? "")) {
      address.write(Object.fromEntries(new FormData(form)));
    }
    age("asked");
    clearTimeout(thinking);
    if (pause) thinking = setTimeout(ask, pause);
    else ask();
  });
  // A link to another state of this form needs no new page.
  result.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-set]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    address.open(Object.fromEntries(new URLSearchParams(link.search)));
    form.reset();
    fromAddress();
    form.scrollIntoView({ block: "nearest" });
  });
  // Whoever comes with a question wants its answer.
  let bring = fromAddress() && !location.hash && arrival();

  // Puts into the controls what the address says; whether it says anything.
  function fromAddress() {
    const given = address.read();
    const named = [...form.querySelectorAll("[name]")].filter(({ name }) => name in given);
    for (const control of named) {
      const value = given[control.name];
      const options = [...(control.options ?? [])].map((option) => option.value);
      if (control.type === "checkbox") control.checked = /^(true|1|on|yes)$/i.test(value);
      else if (!control.options || options.includes(value)) control.value = value;
    }
    if (!named.length) return false;
    age("pending");
    delete result.querySelector("[data-verdict]")?.dataset.verdict; // on another number
    ask();
    return true;
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
    // What is no number, in a number's place, may be what another tool answers.
    const typed = form.elements[answer.field]?.value ?? "";
    const whole = bare(pasted) === bare(typed) ? pasted : typed;
    const elsewhere = answer.field === "number" && offer(root, whole, "number");
    error.replaceChildren(elsewhere || (answer.error ?? ""));
    for (const control of form.querySelectorAll("[name]")) {
      const wrong = control.name === answer.field;
      for (const [name, value] of [["invalid", "true"], ["describedby", error.id]]) {
        if (wrong) control.setAttribute(`aria-${name}`, value);
        else control.removeAttribute(`aria-${name}`);
      }
    }
    age(answer.ok ? "" : "refused");
    if (answer.ok) replace(result, answer.html);
    if (bring) bring(answer.ok ? result : error);
    bring = null;
    if (!answer.ok) return;
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = answer.spoken), CALM);
  }
}
