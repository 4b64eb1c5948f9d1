// Fields for the sizes of a program that only its data would tell: what the reader
// writes there counts at once.
const CALM = 200; // ms without typing before the total follows

// `recount` is called when a size is another; `sentences` are the page's.
export function sizeFields(sentences, recount) {
  const root = document.createElement("div");
  const head = document.createElement("p");
  const refused = document.createElement("p");
  root.className = "gc-sizes";
  head.textContent = sentences.sizes;
  refused.className = "gc-error";
  refused.setAttribute("role", "alert");
  let given = {};
  let clock;

  root.addEventListener("input", ({ target }) => {
    given[target.name] = target.value;
    clearTimeout(clock);
    clock = setTimeout(recount, CALM);
  });

  function field({ name, code, line, value, switch: either }) {
    const label = document.createElement("label");
    const input = document.createElement(either ? "select" : "input");
    if (either) input.append(...["", "True", "False"].map((each) => new Option(each)));
    const written = document.createElement("code");
    const problem = document.createElement("span");
    Object.assign(input, { name, value, autocomplete: "off", id: `gc-size-${name}` });
    if (!either) input.inputMode = "numeric";
    written.textContent = code;
    label.append(`${name} = `, input);
    problem.className = "gc-size-error";
    problem.id = `gc-size-error-${name}`;
    input.setAttribute("aria-describedby", problem.id);
    const row = document.createElement("div");
    row.dataset.size = name;
    row.append(label, " ", written);
    if (line) {
      const place = document.createElement("button");
      Object.assign(place, { type: "button", className: "gc-line" });
      place.dataset.line = Number(line);
      place.textContent = sentences.line.replace("{line}", Number(line)).replace(/[:：]$/, "");
      row.append(" ", place);
    }
    row.append(problem);
    return row;
  }

  return {
    get given() {
      return given;
    },
    forget() {
      given = {};
    },
    refuse(sentence) {
      refused.textContent = sentence;
      root.append(refused);
    },
    // Empties `result` but for the fields, which stay while the reader writes in them.
    place(result, wanted) {
      const names = wanted.map(({ name }) => name);
      refused.remove();
      if (root.parentNode !== result) {
        root.remove();
        root.replaceChildren(head);
      }
      for (const each of [...root.children])
        if (each !== head && !names.includes(each.dataset.size)) each.remove();
      for (const size of wanted) {
        const { name, value, error } = size;
        let row = [...root.children].find((each) => each.dataset.size === name);
        if (!row) root.append((row = field(size)));
        const input = row.querySelector("input, select");
        if (input !== document.activeElement) input.value = value;
        if (error) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
        row.querySelector(".gc-size-error").textContent = error;
      }
      for (const each of [...result.childNodes]) if (each !== root || !wanted.length) each.remove();
      if (wanted.length && !root.parentNode) result.prepend(root);
    },
  };
}
