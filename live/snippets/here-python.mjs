// Runs a program of the site where it stands, in the worker for readers' programs,
// and sets what it prints beside the output that the page states.
import { python } from "../program/program-python.mjs";

const LIMIT = 10_000; // ms that a program may run
const language = document.documentElement.lang.slice(0, 2);
const words = JSON.parse(document.querySelector("[data-here-words]").textContent);
const code = (block) => block?.querySelector("pre code")?.textContent ?? "";
let busy = false;

export async function run(row) {
  if (busy) return;
  busy = true;
  const place = prepare(row);
  const button = row.querySelector(".gc-here-run");
  button.setAttribute("aria-disabled", "true");
  try {
    say(place, words.loading);
    await python.call("typeset", ""); // answers when Python is there
    say(place, words.running);
    show(place, await limited(python.call("here", program(row), stated(row), language)));
  } catch (problem) {
    console.warn(problem);
    if (problem.message === "slow") say(place, words.slow);
    else say(place, python.state === "failed" ? words.failed : words.broken);
  }
  button.removeAttribute("aria-disabled");
  busy = false;
}

// The block above; of a notebook, its cells down to this one.
function program(row) {
  const block = row.previousElementSibling;
  if (!block.matches("[data-cell]")) return code(block);
  const cells = [...document.querySelectorAll("[data-cell]")];
  return cells.slice(0, cells.indexOf(block) + 1).map(code);
}

// The output that the page states: the next block, if it is no other program.
function stated(row) {
  const blocks = [...document.querySelectorAll(".md-content .highlight, .gc-here")];
  const next = blocks[blocks.indexOf(row) + 1];
  return next?.matches(".highlight:not([data-cell])") ? code(next) : "";
}

function prepare(row) {
  let answer = row.querySelector(".gc-here-answer");
  if (!answer) {
    answer = document.createElement("div");
    answer.className = "gc-here-answer";
    row.append(answer);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    answer.append(said);
  }
  answer.querySelector("pre")?.remove();
  delete answer.dataset.ok;
  return answer;
}

function say(answer, sentence) {
  answer.firstChild.textContent = sentence;
}

function show(answer, { ok, rows, said }) {
  const lines = document.createElement("code");
  for (const [text, kind] of rows) {
    const line = document.createElement("span");
    line.dataset.row = kind;
    line.textContent = `${text}\n`;
    lines.append(line);
  }
  const printed = document.createElement("pre");
  printed.tabIndex = 0;
  printed.setAttribute("role", "group");
  printed.setAttribute("aria-label", words.output);
  printed.append(lines);
  answer.dataset.ok = ok;
  if (rows.length) answer.append(printed);
  say(answer, said);
}

// Ends Python when the answer takes too long.
async function limited(answer) {
  let clock;
  const late = new Promise((_, reject) => {
    clock = setTimeout(() => reject(new Error("slow")), LIMIT);
  });
  try {
    return await Promise.race([answer, late]);
  } catch (problem) {
    python.stop();
    answer.catch(() => {});
    throw problem;
  } finally {
    clearTimeout(clock);
  }
}
