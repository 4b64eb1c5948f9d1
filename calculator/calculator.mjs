// Carries values: form and address to the worker, its answer to the page.

const NEAR = "200px"; // Python starts when the calculator is this close
const PATIENCE = 60_000; // ms without a byte before the start counts as failed

document.querySelectorAll("[data-calculator]").forEach(setUp);

function setUp(root) {
  const form = root.querySelector("form");
  const controls = [...form.elements].filter((control) => control.name);
  const result = root.querySelector(".gc-result");
  const error = root.querySelector("[data-error]");
  const status = root.querySelector(".gc-status");
  const live = root.querySelector(".gc-live");
  const progress = root.querySelector("progress");
  const compact = root.dataset.calculator === "compact";
  const language = document.documentElement.lang.slice(0, 2);
  let worker, timer, alarm;
  let last = 0;
  let asked = fromAddress(); // what the address says, until a control is touched
  let shown = defaults(); // the fields that the answer on the page belongs to

  root.querySelector("fieldset").disabled = false;
  show(asked ?? fromForm());
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    asked = null;
    const fields = fromForm();
    show(fields);
    toAddress(fields);
    ask(fields);
  });
  form.addEventListener("focusin", start);
  root.querySelector(".gc-retry").addEventListener("click", () => {
    form.elements.units.focus();
    start();
  });
  window.addEventListener("popstate", () => {
    asked = fromAddress() ?? defaults();
    show(asked);
    ask(asked);
  });
  if (navigator.connection?.saveData) {
    state("static");
  } else {
    new IntersectionObserver((entries, observer) => {
      if (entries.some((entry) => entry.isIntersecting)) {
        observer.disconnect();
        start();
      }
    }, { rootMargin: NEAR }).observe(root);
  }

  function start() {
    if (worker) return;
    state("loading");
    mark(asked ?? fromForm());
    try {
      worker = new Worker(new URL("worker.mjs", import.meta.url), { type: "module" });
    } catch (problem) {
      return fail(problem.message);
    }
    worker.onerror = (event) => fail(event.message);
    worker.onmessage = ({ data }) => receive(data);
    wait();
    ask(asked ?? fromForm());
  }

  function wait() {
    clearTimeout(alarm);
    alarm = setTimeout(() => fail("timeout"), PATIENCE);
  }

  function receive({ id, answer, received, ready, failed }) {
    if (failed) return fail(failed);
    if (received && root.dataset.state === "loading") {
      wait();
      progress.value = Math.min(received / Number(root.dataset.bytes), 1);
    }
    if (ready) {
      clearTimeout(alarm);
      state("ready");
    }
    if (answer && id === last) present(answer);
  }

  function fail(reason) {
    clearTimeout(alarm);
    worker?.terminate();
    worker = undefined;
    console.warn(`Python did not start: ${reason}`);
    state("failed");
  }

  function state(name) {
    root.dataset.state = name;
    status.querySelectorAll("[data-when]").forEach((part) => {
      part.hidden = part.dataset.when !== name;
    });
  }

  function ask(fields) {
    last += 1;
    start();
    mark(fields);
    worker?.postMessage({ id: last, fields, language, compact });
  }

  // Says so where the answer on the page does not belong to the form.
  function mark(fields) {
    const same = Object.keys(fields).every((name) => fields[name] === shown[name]);
    if (same) delete result.dataset.stale;
    else if (root.dataset.state !== "ready") result.dataset.stale = "pending";
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
    timer = setTimeout(() => (live.textContent = answer.spoken), 500);
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
