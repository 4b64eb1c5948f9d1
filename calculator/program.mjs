// The page for a reader's own program: editor and buttons, and what Python says.
import { edit } from "./editor.mjs";
import { harmless } from "./harmless.mjs";
import { fromFragment, holdsProgram, toFragment } from "./link.mjs";
import { live } from "./live.mjs";
import { textOf } from "./opened.mjs";
import { python } from "./program-python.mjs";

const LIMIT = 10_000; // ms that a program may run
const DRAFT = "gatecount-program"; // what this tab keeps through a reload

const root = document.querySelector("[data-program]");
const find = (selector) => root.querySelector(selector);
const button = (name) => find(`[name="${name}"]`);
const result = find(".gc-result");
const error = find("[data-error]");
const note = find(".gc-note");
const language = document.documentElement.lang.slice(0, 2);
const sentences = JSON.parse(root.dataset.sentences);
const examples = JSON.parse(find("[data-examples]").textContent);

const drawer = find(".gc-editor");
const [first] = Object.values(examples);
drawer.replaceChildren();
const editor = edit(drawer, {
  text: first,
  label: drawer.dataset.label,
  run,
  changed,
});

let name = Object.keys(examples)[0];
let beginning = first; // what reset brings back
let shown = first; // the program that the result belongs to
let details = []; // HTML of what opens in the result
let plain = null; // the program without what was pasted along
let ended = null; // why the running program was stopped
let running = false;

live(root, () => python.start(), python);
begin();

find('[name="example"]').addEventListener("change", ({ target }) => {
  put(examples[target.value] ?? "", target.value || "model");
});
button("run").addEventListener("click", async () => {
  await run();
  // On a small screen the result stands below what is seen.
  if (result.getBoundingClientRect().top > innerHeight * 0.8) {
    result.scrollIntoView({ block: error.hidden ? "start" : "nearest" });
  }
});
button("stop").addEventListener("click", () => end("stopped"));
button("reset").addEventListener("click", () => put(beginning, name));
button("download").addEventListener("click", download);
button("link").addEventListener("click", copyLink);
button("file").addEventListener("change", ({ target }) => {
  open(target.files[0]);
  target.value = "";
});
root.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
}, true);
root.addEventListener("drop", (event) => {
  const [file] = event.dataTransfer.files;
  if (!file) return;
  event.preventDefault();
  event.stopPropagation();
  open(file);
}, true);
root.addEventListener("click", ({ target }) => {
  const line = target.closest("[data-line]")?.dataset.line;
  if (line) editor.go(Number(line));
  if (target.closest("[data-plain]") && plain !== null) {
    shown = plain; // the same program, so its result stays
    put(plain, name);
    target.remove();
  }
});
result.addEventListener("toggle", ({ target }) => fill(target), true);
window.addEventListener("hashchange", () => {
  if (holdsProgram(location.hash)) arrive();
});

// What the editor starts with: the program in the address, the one that this
// tab had before, or the first example.
async function begin() {
  if (holdsProgram(location.hash)) return arrive();
  const draft = sessionStorage.getItem(DRAFT);
  if (draft !== null && draft !== first) put(draft, "model");
}

async function arrive() {
  try {
    put(await fromFragment(location.hash), "model");
    say("arrived");
  } catch (problem) {
    console.warn(`The link holds no program: ${problem.message}`);
    say("damaged");
  }
}

// Another program takes the place of the one in the editor; it does not run.
function put(text, called) {
  name = called;
  beginning = text;
  editor.text = text;
  say();
  fail();
  if (text !== shown) empty();
}

function empty() {
  shown = null;
  result.replaceChildren();
  result.textContent = sentences.press;
  delete result.dataset.stale;
}

function changed() {
  const { text } = editor;
  sessionStorage.setItem(DRAFT, text);
  if (holdsProgram(location.hash)) history.replaceState(history.state, "", location.pathname);
  if (shown === null || text === shown) delete result.dataset.stale;
  else result.dataset.stale = "edited";
}

async function run() {
  if (running) return;
  const { text } = editor;
  let clock;
  working(true);
  say();
  try {
    await ready();
    clock = setTimeout(() => end("slow"), LIMIT);
    present(await python.call("program", text, language), text);
  } catch (problem) {
    if (ended) fail(sentences[ended]);
    else if (python.state === "ready") {
      console.warn(problem);
      fail(sentences.broken);
      restart();
    }
  }
  clearTimeout(clock);
  working(false);
}

function working(now) {
  running = now;
  ended = null;
  root.toggleAttribute("data-running", now);
  result.setAttribute("aria-busy", now);
  button("stop").disabled = !now;
}

// Settles when Python is ready, and rejects when it does not come.
function ready() {
  python.start();
  return new Promise((resolve, reject) => {
    const look = () => {
      if (python.state === "loading") return;
      python.removeEventListener("change", look);
      if (python.state === "ready") resolve();
      else reject(new Error(python.state));
    };
    python.addEventListener("change", look);
    look();
  });
}

function end(reason) {
  ended = reason;
  restart();
}

function restart() {
  python.stop();
  python.start();
}

function present(answer, text) {
  if (answer.restart) restart();
  if (!answer.ok) return fail(answer.error, answer.line);
  fail();
  shown = text;
  details = answer.details;
  plain = answer.plain;
  result.replaceChildren(harmless(answer.html));
  changed();
  find(".gc-live").textContent = answer.spoken;
}

// Says why there is no answer, and at which line; without a sentence, all is well.
function fail(sentence = "", line = 0) {
  error.replaceChildren();
  error.hidden = !sentence;
  editor.mark(Number(line) || 0);
  if (!sentence) return;
  if (line) {
    const place = document.createElement("button");
    place.type = "button";
    place.className = "gc-line";
    place.dataset.line = Number(line);
    place.textContent = sentences.line.replace("{line}", Number(line));
    error.append(place, " ");
  }
  error.append(sentence);
  if (shown === null) result.replaceChildren();
  else result.dataset.stale = "refused";
}

function say(which) {
  note.hidden = !which;
  note.textContent = which ? sentences[which] : "";
}

// What opens is set when it is first opened: a large model has much of it.
async function fill(opened) {
  const place = opened.querySelector("[data-detail]:empty");
  const html = place && details[place.dataset.detail];
  if (!html) return;
  try {
    place.replaceChildren(harmless((await python.call("typeset", html)).html));
  } catch {
    place.replaceChildren(harmless(html));
  }
}

async function open(file) {
  if (!file) return;
  try {
    put(await textOf(file), file.name.replace(/\.\w+$/, ""));
  } catch (problem) {
    say(problem.message);
  }
}

function download() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([editor.text], { type: "text/x-python" }));
  link.download = `${name}.py`;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function copyLink() {
  const fragment = await toFragment(editor.text);
  if (!fragment) return say("long");
  history.replaceState(history.state, "", fragment);
  try {
    await navigator.clipboard.writeText(location.href);
    say("copied");
  } catch {
    say("uncopied"); // no clipboard without https
  }
}
