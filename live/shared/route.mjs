// Whatever is pasted, wherever: which tool answers it, and the way there.
import { toFragment } from "./program_link.mjs";

export const DRAFT = "gatecount-program"; // what the program page opens in this tab
export const SENT = "gatecount-sent"; // there if it was just sent; what may run at once

const TOOLS = { number: "clinic/", line: "calculator/", program: "program/", printed: "program/" };
// 640 | Total params: 1,234 (4.82 KB) | 640 个参数
const NUMBER = /^(?:(?:total\s+)?(?:trainable\s+)?param(?:eter|s)*\s*[:=]?\s*|总?参数(?:个数|量|总数)?\s*[:是为]?\s*)?([+-]?\d[\d,_' ]*)(?:\s*(?:param(?:eter)?s?|个?参数))?(?:\s*\([\d.,]+ ?[kmg]?i?b(?:ytes?)?\))?$/i;
const SHAPES = /torch\.Size|TensorShape|None|Size|shape|[\s()[\]{},;:\d'"]/g;
const MANY = /^(?:Sequential|Model|Functional|ModuleList|ModuleDict|print|input|exec|eval)$/;
const START = /^(?:return\s+|[\w.[\], ]+(?::[\w.[\] ]+)?=(?!=)\s*)?([A-Za-z_][\w.]*)\s*\(/;

// "number", "line", "program" or "printed"; "" where there is nothing.
export function kindOf(text) {
  const said = text.normalize("NFKC").trim();
  if (!said) return "";
  if (NUMBER.test(said)) return "number";
  if (/\d/.test(said) && /[([]/.test(said) && !said.replace(SHAPES, "")) return "printed";
  if (isLine(said)) return "line";
  if (/[─━═│┃|]{3}|[=_-]{8}|torch\.Size\(|^\S+ \(\S+\)\s{2,}|^\(\w+\): \w+\(/m.test(said)) return "printed";
  return "program";
}

// The digits of a number, without what stood around them.
export const digitsOf = (text) => text.normalize("NFKC").trim().match(NUMBER)?.[1].trim() ?? text;

// One statement that calls one constructor: `x = LSTM(10)(x)`, `model.add(LSTM(10))`.
function isLine(text) {
  const start = START.exec(text);
  if (!start || MANY.test(start[1].split(".").at(-1))) return false;
  let depth = 0;
  let quote = "";
  for (let k = start[0].length - 1; k < text.length; k += 1) {
    const letter = text[k];
    if (quote) quote = letter === quote ? "" : quote;
    else if (letter === "'" || letter === '"') quote = letter;
    else if ("([{".includes(letter)) depth += 1;
    else if (")]}".includes(letter)) depth -= 1;
    if (depth === 0) {
      const rest = text.slice(k + 1).replace(/#.*$/m, "").trim();
      const goes = /^(?:\.\w+)?\(/.exec(rest);
      if (!goes) return /^[,;]?$/.test(rest);
      k = text.indexOf("(", k + 1) - 1;
    }
  }
  return !text.includes("\n"); // a bracket is open: its line may go on
}

// Goes to the tool with what was pasted, and with what `more` says about the layer.
// A program runs on arrival only if the reader, who pasted it, `pressed` to count it.
export async function go(text, { kind = kindOf(text), more = {}, pressed = false } = {}) {
  const { base } = JSON.parse(document.getElementById("__config")?.textContent ?? '{"base": ".."}');
  const address = new URL(`${base}/${TOOLS[kind] ?? TOOLS.program}`, location.href);
  const framed = window.top !== window;
  const asked = kind === "number" ? { number: digitsOf(text), ...more } : {};
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  if (kind === "line") address.searchParams.set("code", text.trim());
  if (address.pathname.endsWith(TOOLS.program)) await carry(importing(text), address, framed, pressed);
  if (kind === "line") address.hash = "calculator";
  if (framed) window.open(address, "_blank");
  else location.assign(address);
}

// In this tab's memory, where it has one; else in the fragment, which no server sees.
async function carry(text, address, framed, pressed) {
  if (sessionStorage.isOurs || framed) {
    address.hash = (await toFragment(text)) ?? "";
    return;
  }
  sessionStorage.setItem(DRAFT, text);
  sessionStorage.setItem(SENT, pressed ? text : "");
}

// A piece of a program with the imports that it leaves out.
function importing(text) {
  if (/^\s*(?:import|from)\s/m.test(text) || kindOf(text) !== "program") return text;
  if (/\b(?:nn|torch)\.\w/.test(text)) return `import torch\nfrom torch import nn\n\n${text}`;
  if (!/\b(?:Sequential|Model|Input)\(/.test(text)) return text;
  const lines = ["from keras.layers import *", "from keras.models import *"];
  if (/\btf\./.test(text)) lines.unshift("import tensorflow as tf");
  if (/\bkeras\./.test(text)) lines.unshift("import keras");
  if (/\blayers\./.test(text)) lines.unshift("from keras import layers");
  return `${lines.join("\n")}\n\n${text}`;
}

// What it is, and a button that goes there; null where `here` names its kind.
export function offer(root, text, here) {
  const kind = kindOf(text);
  const words = JSON.parse(root.dataset.routes ?? "{}")[kind];
  if (!words || here.split(" ").includes(kind)) return null;
  if (kind === "program" && !/\(|\bimport\b/.test(text)) return null; // words, no code
  const button = document.createElement("button");
  button.type = "button";
  button.className = "gc-go";
  button.textContent = words.go;
  button.addEventListener("click", () => go(text, { kind }));
  const whole = document.createDocumentFragment();
  whole.append(words.is, " ", button);
  return whole;
}
