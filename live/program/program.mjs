// The page for a reader's own program: editor and buttons, and what Python says.
import { along } from "./count_along.mjs";
import { edit } from "./editor.mjs";
import { addable, download, together } from "./files.mjs";
import { fold, fresh } from "./folding.mjs";
import { harmless } from "./sanitize.mjs";
import { fromFragment, holdsProgram, toFragment } from "../shared/program_link.mjs";
import { arrival, live } from "../shared/live.mjs";
import { textOf } from "./opened_file.mjs";
import { nameWeights } from "../count/picture.mjs";
import { python, ready } from "./program-python.mjs";
import { press, reason } from "./reason.mjs";
import { reveal } from "./reveal.mjs";
import { DRAFT, offer, SENT } from "../shared/route.mjs";
import { sizeFields } from "./sizes.mjs";

const LIMIT = 10_000; // ms that a program may run
const DONE = 2_000; // ms that a button says so

const root = document.querySelector("[data-program]");
const find = (selector) => root.querySelector(selector);
const button = (name) => find(`[name="${name}"]`);
const result = find(".gc-result");
const error = find("[data-error]");
const note = find(".gc-note");
const under = find(".gc-under");
const shelf = find('[name="example"]');
const own = shelf.querySelector('[value="own"]');
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
let holdsOwn = false; // whether the editor holds none of the examples
let mine = null; // the reader's own program, which an example or a file has replaced
let beginning = first; // what reset brings back
let shown = first; // the program that the result belongs to
let details = []; // HTML of what opens in the result
let plain = null; // the program without what was pasted along
let ended = null; // why the running program was stopped
let running = false;
let chosen = null; // the number of the model that the reader has chosen
let asked = null; // the program that was counted last, or refused
let adds = []; // names of files that it may lack
let newest = 0; // question about sizes or models
let weighed = null; // the saved model in the editor: its file, and what says the same
let stranger = false; // whether the program came by link, and has not been run
const counting = along(editor, restart);
const sizes = sizeFields(sentences, recount);

live(root, () => python.start(), python);
begin();

shelf.addEventListener("change", ({ target: { value } }) => {
  if (value === "own") bringBack();
  else put(examples[value] ?? "", value || "model");
});
button("run").addEventListener("click", run);
button("stop").addEventListener("click", () => end("stopped"));
button("reset").addEventListener("click", () => put(beginning, name, under));
button("download").addEventListener("click", () => download(editor.text, `${name}.py`));
button("link").addEventListener("click", copyLink);
button("file").addEventListener("change", async ({ target }) => {
  await open([...target.files]);
  target.value = "";
});
root.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
}, true);
root.addEventListener("drop", (event) => {
  const files = [...event.dataTransfer.files];
  if (!files.length) return;
  event.preventDefault();
  event.stopPropagation();
  open(files);
}, true);
root.addEventListener("click", ({ target }) => {
  const line = target.closest("[data-line]")?.dataset.line;
  if (line) editor.go(Number(line));
  const model = target.closest("[data-model]")?.dataset.model;
  if (model) choose(Number(model));
  if (target.closest("[data-add]")) button("file").click();
  if (target.closest("[data-back]")) bringBack();
  if (target.closest("[data-plain]") && plain !== null) {
    shown = plain; // the same program, so its result stays
    put(plain, name);
    target.remove();
  }
});
result.addEventListener("toggle", ({ target }) => fill(target), true);
nameWeights(result);
window.addEventListener("hashchange", () => {
  if (holdsProgram(location.hash)) arrive();
});

// What the editor starts with: the program in the address, the one that this
// tab had before, or the first example. What was sent here to be counted is counted.
async function begin() {
  const sent = sessionStorage.getItem(SENT);
  sessionStorage.removeItem(SENT);
  if (holdsProgram(location.hash)) return arrive();
  const draft = sessionStorage.getItem(DRAFT);
  if (draft !== null && draft !== first) put(draft, "model");
  if (sent === null) return;
  const bring = arrival();
  button("run").focus({ preventScroll: true });
  bring(button("run"));
  if (sent === draft) await count(bring);
}

async function arrive() {
  try {
    put(await fromFragment(location.hash), "model");
    stranger = true;
    say("arrived");
  } catch (problem) {
    console.warn(`The link holds no program: ${problem.message}`);
    say("damaged");
  }
}

// Another program takes the place of the one in the editor; it does not run. One
// of the reader's own can be brought back, where `place` says so.
function put(text, called, place = note, kept = false) {
  const before = editor.text;
  const lost = holdsOwn && before !== text && !kept;
  if (lost) mine = { text: before, name, beginning };
  name = called;
  stranger = false;
  beginning = text;
  editor.text = text;
  entitle(text);
  fail();
  say();
  if (lost) {
    say("replaced", place);
    place.append(" ", press("gc-back md-button", sentences.back, { back: "" }));
    reveal(place);
  }
  if (text !== shown) empty();
}

function bringBack() {
  if (!mine) return;
  const { text, name: called, beginning: before } = mine;
  put(text, called);
  beginning = before;
  mine = null;
  editor.focus();
}

// The shelf says what the editor holds.
function entitle(text) {
  const known = Object.entries(examples).find(([, example]) => example === text);
  holdsOwn = !known && text.trim() !== "";
  shelf.value = known ? known[0] : holdsOwn ? "own" : "";
  own.hidden = !holdsOwn && !mine;
}

function empty() {
  shown = null;
  result.replaceChildren();
  result.textContent = sentences.press;
  result.dataset.empty = "";
  delete result.dataset.stale;
}

function changed(byHand = false) {
  const { text } = editor;
  if (byHand && !running && !stranger) counting.soon();
  sessionStorage.setItem(DRAFT, text);
  if (holdsProgram(location.hash)) history.replaceState(history.state, "", location.pathname);
  entitle(text);
  say();
  if (shown === null) delete result.dataset.stale;
  else if (text === shown) fresh(result);
  else if (!result.dataset.stale) result.dataset.stale = "edited";
}

function run() {
  return count(reveal);
}

// A saved model: what it is counts, and comes into the editor as a text.
async function weigh(file) {
  if (running) return;
  weighed = { file };
  forget();
  await count(reveal, null);
}

// Runs the program, and has `bring` show what came of it.
async function count(bring, text = editor.text) {
  if (running) return;
  if (text !== shown) forget();
  counting.leave();
  stranger = false;
  newest += 1;
  working(true);
  fail();
  say();
  try {
    await ready();
    const answer = await ask(text);
    if (answer.text) {
      weighed.text = answer.text;
      if (text === null) put(answer.text, weighed.file.name.replace(/\.\w+$/, ""));
    }
    present(answer, text ?? answer.text);
  } catch (problem) {
    explain(problem);
  }
  working(false);
  bring(error.hidden ? result : error);
}

async function ask(text) {
  const clock = setTimeout(() => end("slow"), LIMIT);
  try {
    return text === null || text === weighed?.text
      ? await python.about(weighed.file, "saved", weighed.file.name, language, chosen)
      : await python.call("program", text, language, null, sizes.given, chosen);
  } finally {
    clearTimeout(clock);
  }
}

function explain(problem) {
  if (ended) fail(sentences[ended], "stopped");
  else if (python.state === "ready") {
    console.warn(problem);
    fail(sentences.broken, "stopped");
    restart();
  }
}

// The same program with other sizes, or another of its models.
async function recount() {
  if (running || shown === null) return;
  const mine = (newest += 1);
  const text = shown;
  ended = null;
  try {
    await ready();
    const answer = await ask(text);
    if (mine !== newest || text !== shown) return;
    if (answer.ok) present(answer, text);
    else sizes.refuse(answer.error);
  } catch (problem) {
    if (mine === newest) explain(problem);
  }
}

async function choose(number) {
  chosen = number;
  await recount();
  result.querySelector(`[data-model="${number}"]`)?.focus({ preventScroll: true });
}

function forget() {
  sizes.forget();
  chosen = null;
}

function working(now) {
  running = now;
  ended = null;
  root.toggleAttribute("data-running", now);
  button("run").setAttribute("aria-disabled", now);
  result.setAttribute("aria-busy", now);
  button("stop").disabled = !now;
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
  [asked, adds] = [text, answer.adds ?? []];
  if (text === editor.text) editor.number(answer.marks ?? []);
  if (!answer.ok) fail(answer.error, "refused", answer.line);
  if (answer.html) show(answer, text);
  if (!answer.ok) return;
  fail();
  find(".gc-live").textContent = answer.spoken;
}

// The result; of a program that was refused, what it had built up to there.
function show(answer, text) {
  shown = text;
  details = answer.details;
  plain = answer.plain ?? null;
  sizes.place(result, answer.sizes ?? []);
  result.append(harmless(answer.html));
  if (!answer.ok) {
    const said = document.createElement("p");
    said.className = "gc-missing";
    said.textContent = sentences.begun;
    result.prepend(said);
  }
  delete result.dataset.stale;
  delete result.dataset.empty;
  changed();
}

// Says why there is no answer, "refused" or "stopped", and at which line; without a
// sentence, all is well.
function fail(sentence = "", kind = "", line = 0) {
  error.replaceChildren();
  error.hidden = !sentence;
  error.dataset.kind = kind;
  editor.mark(Number(line) || 0);
  if (!sentence) return;
  const refused = kind === "refused";
  // A number alone, a line without its imports: another tool answers them.
  const elsewhere = refused && offer(root, editor.text, "program printed");
  const missing = refused && adds.length > 0;
  error.append(...reason(sentences, { sentence, kind, line, elsewhere, missing }));
  if (shown === null) result.replaceChildren();
  else if (editor.text === shown) fresh(result);
  else fold(result, sentences.earlier);
}

function say(which, place = note) {
  for (const each of [note, under]) {
    each.textContent = which && each === place ? sentences[which] : "";
    each.hidden = !each.textContent;
  }
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

// Several files are one program; one that the last result says is missing joins it.
async function open(files) {
  if (!files.length) return;
  const endings = button("file").dataset.saved.split(",");
  const saved = files.find(({ name }) => endings.some((each) => name.toLowerCase().endsWith(each)));
  if (saved) return files.length > 1 ? say("alone") : weigh(saved);
  try {
    const read = await Promise.all(files.map(async (file) => ({ name: file.name, text: await textOf(file) })));
    const joins = editor.text === asked && addable(read, adds);
    if (joins) read.push({ name: `${name}.py`, text: editor.text });
    const last = read.at(-1).name.replace(/\.\w+$/, "");
    put(together(read), last, note, joins);
    if (joins) say("added");
  } catch (problem) {
    say(problem.message);
  }
}

async function copyLink() {
  const fragment = await toFragment(editor.text);
  if (!fragment) return refer("long");
  history.replaceState(history.state, "", fragment);
  try {
    await navigator.clipboard.writeText(location.href);
    find(".gc-live").textContent = sentences.copied;
    button("link").dataset.done = sentences.done;
    setTimeout(() => delete button("link").dataset.done, DONE);
  } catch {
    refer("uncopied"); // no clipboard without https
  }
}

// A sentence below the buttons, where the one that was pressed is.
function refer(which) {
  say(which, under);
  reveal(under);
}
