// Carries values: form and address to Python, its answer to the page.
import { addressOf } from "../shared/address.mjs";
import { codesOnRequest } from "../shared/qr_button.mjs";
import { copyOnRequest } from "../shared/copying.mjs";
import { live, replace } from "../shared/live.mjs";
import { nameWeights } from "../count/picture.mjs";
import { python } from "../worker/python.mjs";
import { offer } from "../shared/route.mjs";

const INPUT = ["input_shape", "time_steps"]; // what no constructor says

document.querySelectorAll("[data-calculator]").forEach(setUp);

function setUp(root) {
  const form = root.querySelector("form");
  const controls = [...form.elements].filter((control) => control.name);
  const result = root.querySelector(".gc-result");
  const error = root.querySelector("[data-error]");
  const spoken = root.querySelector(".gc-live");
  const compact = root.dataset.calculator === "compact";
  const site = JSON.parse(root.dataset.site);
  const language = document.documentElement.lang.slice(0, 2);
  const first = fromForm();
  const address = addressOf(form, "", open);
  let timer;
  let shown = first; // the fields that the answer on the page belongs to
  let arranged = first; // those that the form was arranged for
  let memory = {}; // what another framework or layer could say
  let inStep = true; // whether the line of code says what the form says
  // What is asked: the texts, and the control that was changed, if any.
  let asked = { given: fromAddress() ?? first, edited: null };

  const request = live(root, ask);
  put(asked.given);
  mark();
  copyOnRequest(root, (words) => say(words, 0));
  codesOnRequest(result);
  nameWeights(result);
  // The same layer elsewhere is counted when it is asked for.
  result.addEventListener("toggle", async ({ target }) => {
    const place = target.open && target.querySelector("[data-asks]:empty");
    if (!place) return;
    const html = await python.call("elsewhere", JSON.parse(place.dataset.asks), language);
    place.innerHTML = html; // made and escaped in Python
  }, true);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({ target }) => {
    inStep = target.name === "code" || (inStep && INPUT.includes(target.name));
    const { code, ...others } = fromForm();
    asked = { given: inStep ? { ...others, code } : others, edited: target.name };
    if (python.state !== "ready") address.write(whatCounts());
    ask();
    // While Python counts: what was typed is laid out before the address is written.
    void root.offsetHeight;
  });
  // A link to this very page with another layer needs no new page.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-open]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.origin + link.pathname !== location.origin + location.pathname) return;
    event.preventDefault();
    address.open(Object.fromEntries(new URL(link.href).searchParams));
    open();
    root.scrollIntoView({ block: "start" });
  });
  // Asked before it is seen: Python is on its way already.
  if (asked.given !== first && ["loading", "ready"].includes(python.state)) ask();

  function open() {
    memory = {};
    asked = { given: fromAddress() ?? first, edited: null };
    put(asked.given);
    ask();
  }

  function ask() {
    mark();
    const { given, edited } = asked;
    const before = edited && arranged;
    request("answer", [given, language, compact, edited, before, site, memory], present);
  }

  // Says so where the answer on the page does not belong to the form.
  function mark() {
    const same = Object.entries(asked.given).every(([name, text]) => shown[name] === text);
    if (same) delete result.dataset.stale;
    else if (python.state !== "ready") result.dataset.stale = "pending";
  }

  function present(answer) {
    // Before the answer, which it would lay out at once.
    if (asked.edited) address.write(answer.ok ? answer.address : whatCounts());
    error.hidden = answer.ok;
    explain(answer);
    if (answer.controls) arrange(answer.controls);
    for (const control of controls) {
      const wrong = !answer.ok && control.name === answer.field;
      for (const [name, value] of [["invalid", "true"], ["describedby", error.id]]) {
        if (wrong) control.setAttribute(`aria-${name}`, value);
        else control.removeAttribute(`aria-${name}`);
      }
    }
    if (!answer.ok) {
      // Nothing was counted that a note could be about.
      for (const note of root.querySelectorAll(".gc-part, .gc-heard")) note.hidden = true;
      result.dataset.stale = "refused";
      return;
    }
    delete result.dataset.stale;
    const opened = openParts();
    replace(result, answer.html);
    openParts(opened);
    shown = answer.controls.fields;
    say(answer.spoken, 500);
  }

  // Says why there is no answer, and offers the line that is meant or another tool.
  function explain({ ok, error: sentence, field, meant }) {
    const typed = asked.given[field] ?? "";
    const elsewhere = field === "code" && offer(root, typed, "line");
    error.replaceChildren(...(ok ? [] : [elsewhere || sentence]));
    if (ok || elsewhere || !meant) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "gc-go";
    button.textContent = root.dataset.take.replace("{code}", meant);
    button.addEventListener("click", () => {
      form.elements.code.value = meant;
      for (const type of ["input", "change"]) {
        form.elements.code.dispatchEvent(new Event(type, { bubbles: true }));
      }
      form.elements.code.focus();
    });
    error.append(" ", button);
  }

  // Shows the controls that the layer has, with their values; but not in the
  // one that the reader is writing in.
  function arrange({ fields, layers, whole, input_label, memory: kept, note }) {
    arranged = fields;
    memory = kept;
    inStep = true;
    const { layer } = form.elements;
    const names = fields.layer ? layers : ["", ...layers];
    if (names.join() !== [...layer.options].map((option) => option.value).join()) {
      layer.replaceChildren(...names.map((name) => new Option(name || layer.dataset.other, name)));
    }
    for (const control of controls) {
      control.closest("label").hidden = !(control.name in fields);
    }
    put(fields, asked.edited);
    const words = form.elements.input_shape.closest("label").querySelector(".gc-words");
    if (words.textContent !== input_label) words.textContent = input_label;
    root.querySelector(".gc-part").hidden = whole;
    const heard = root.querySelector(".gc-heard");
    heard.textContent = note;
    heard.hidden = !note;
  }

  function put(fields, but) {
    for (const control of controls) {
      const value = fields[control.name];
      const options = [...(control.options ?? [])].map((option) => option.value);
      if (value === undefined) continue;
      if (control.type === "checkbox") control.checked = /^(true|1|on|yes)$/i.test(value);
      else if (control.options ? options.includes(value) : control.name !== but) control.value = value;
    }
  }

  // The parts that are unfolded, by name; given such names, unfolds them.
  function openParts(names) {
    const parts = [...result.querySelectorAll("[data-part]")];
    if (names) for (const part of parts) part.open = names[part.dataset.part] ?? part.open;
    return Object.fromEntries(parts.map((part) => [part.dataset.part, part.open]));
  }

  function say(words, delay) {
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = words), delay);
  }

  // The visible controls' texts.
  function fromForm() {
    const visible = controls.filter((control) => !control.closest("label").hidden);
    return Object.fromEntries(
      visible.map((control) => [
        control.name,
        control.type === "checkbox" ? (control.checked ? "True" : "False") : control.value,
      ]),
    );
  }

  // What the address asks for, as texts; null where it asks for nothing.
  function fromAddress() {
    const given = address.read();
    return Object.keys(given).length ? given : null;
  }

  // While Python has not answered: the line, or what stands in the form.
  function whatCounts() {
    const { given, edited } = asked;
    const kept = edited === "code" ? ["framework", "code", ...INPUT] : Object.keys(given);
    const names = kept.filter((name) => name in given && (name !== "code" || edited === "code"));
    return Object.fromEntries(names.map((name) => [name, given[name]]));
  }
}
