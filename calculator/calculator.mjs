// Carries values: form and address to Python, its answer to the page.
import { live } from "./live.mjs";
import { python } from "./python.mjs";

document.querySelectorAll("[data-calculator]").forEach(setUp);

function setUp(root) {
  const form = root.querySelector("form");
  const controls = [...form.elements].filter((control) => control.name);
  const result = root.querySelector(".gc-result");
  const error = root.querySelector("[data-error]");
  const spoken = root.querySelector(".gc-live");
  const compact = root.dataset.calculator === "compact";
  const language = document.documentElement.lang.slice(0, 2);
  let timer;
  let asked = fromAddress(); // what the address says, until a control is touched
  let shown = defaults(); // the fields that the answer on the page belongs to

  const request = live(root, () => ask(asked ?? fromForm()));
  show(asked ?? fromForm());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    asked = null;
    const fields = fromForm();
    show(fields);
    toAddress(fields);
    ask(fields);
  });
  window.addEventListener("popstate", () => {
    asked = fromAddress() ?? defaults();
    show(asked);
    ask(asked);
  });

  function ask(fields) {
    mark(fields);
    request("answer", [fields, language, compact], present);
  }

  // Says so where the answer on the page does not belong to the form.
  function mark(fields) {
    const same = Object.keys(fields).every((name) => fields[name] === shown[name]);
    if (same) delete result.dataset.stale;
    else if (python.state !== "ready") result.dataset.stale = "pending";
  }

  function present(answer) {
    error.hidden = answer.ok;
    error.textContent = answer.ok ? "" : answer.error;
    for (const control of controls) {
      const wrong = !answer.ok && control.name === answer.field;
      if (wrong) {
        control.setAttribute("aria-invalid", "true");
        control.setAttribute("aria-describedby", error.id);
      } else {
        control.removeAttribute("aria-invalid");
        control.removeAttribute("aria-describedby");
      }
    }
    if (!answer.ok) {
      result.dataset.stale = "refused";
      return;
    }
    delete result.dataset.stale;
    result.innerHTML = answer.html; // made and escaped by calculator/answer.py
    shown = answer.fields;
    if (asked) show(answer.fields);
    else toAddress(answer.fields);
    clearTimeout(timer);
    timer = setTimeout(() => (spoken.textContent = answer.spoken), 500);
  }

  function defaults() {
    return Object.fromEntries(
      controls.map((control) => {
        if (control.type === "checkbox") {
          return [control.name, control.defaultChecked ? "True" : "False"];
        }
        const chosen = [...(control.options ?? [])].find((each) => each.defaultSelected);
        return [control.name, chosen ? chosen.value : control.defaultValue];
      }),
    );
  }

  function fromForm() {
    return Object.fromEntries(
      controls.map((control) => [
        control.name,
        control.type === "checkbox" ? (control.checked ? "True" : "False") : control.value,
      ]),
    );
  }

  // What the address asks for, as texts; null where it asks for nothing.
  function fromAddress() {
    const query = new URLSearchParams(location.search);
    const named = controls.filter(({ name }) => query.has(name));
    if (!named.length) return null;
    const values = named.map(({ name }) => [name, query.get(name)]);
    return { ...defaults(), ...Object.fromEntries(values) };
  }

  function toAddress(fields) {
    const query = new URLSearchParams(location.search);
    for (const control of controls) query.delete(control.name);
    for (const control of controls) {
      const initial =
        control.type === "checkbox" && control.checked === control.defaultChecked;
      const only = control.closest("[data-only]")?.hidden;
      if (!initial && !only) query.set(control.name, fields[control.name]);
    }
    const text = query.toString().replaceAll("%2C", ",");
    history.replaceState(history.state, "", `?${text}${location.hash}`);
  }

  // Puts values into the controls, and hides those that the layer has not.
  function show(fields) {
    for (const control of controls) {
      const value = fields[control.name];
      const options = [...(control.options ?? [])].map((option) => option.value);
      if (control.type === "checkbox") control.checked = /^(true|1|on|yes)$/i.test(value);
      else if (control.type === "hidden") continue;
      else if (!control.options || options.includes(value)) control.value = value;
    }
    for (const part of root.querySelectorAll("[data-only]")) {
      part.hidden = !part.dataset.only.split(" ").includes(fields.layer);
    }
  }
}
