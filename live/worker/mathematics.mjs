// TeX to HTML and MathML, for the publisher (Node) and for the worker alike.

const REFUSED = "#bad000"; // KaTeX paints what `trust` refuses in this colour

const OPTIONS = {
  output: "htmlAndMathml",
  throwOnError: true,
  errorColor: REFUSED,
  strict: (code) => (code === "htmlExtension" ? "ignore" : "error"),
  trust: ({ command }) => command === "\\htmlClass",
  macros: {
    // One class, and so one colour, for each gate: \gate{f}{W_f}
    "\\gate": "\\htmlClass{gate-#1}{#2}",
  },
};

// A formula, with the punctuation behind it that must not start a line.
const FORMULA =
  /<(span|div) class="arithmatex">\s*\\([([])([^]*?)\\[)\]]\s*<\/\1>([，。；：、！？）”,.;:)]*)/g;
const ENTITIES = { lt: "<", gt: ">", amp: "&", quot: '"', "#39": "'", "#x27": "'" };

const TOKEN = /<(\/?)(mi|mo)\b([^>]*)>(?=(<m)?)/g;

// KaTeX puts \underset into an identifier; only text may be there, and a parser
// of HTML takes what else it finds for no formula at all.
function nested(mathml) {
  const open = [];
  return mathml.replace(TOKEN, (_, closing, name, attributes, inner) => {
    if (closing) return `</${open.pop()}>`;
    open.push(inner ? "mrow" : name);
    return inner ? "<mrow>" : `<${name}${attributes}>`;
  });
}

const STRUT = /katex-strut" style="height:([\d.]+)em;(?:vertical-align:-([\d.]+)em)?/g;

// The height of a displayed formula in its own em: KaTeX puts a strut, as high and
// deep as what stands there, into each piece of a line, and a line is never lower
// than its font.
function height(rendered) {
  let [above, below] = [0.885, 0.3];
  for (const [, whole, depth = 0] of rendered.matchAll(STRUT)) {
    above = Math.max(above, whole - depth);
    below = Math.max(below, depth);
  }
  return (above + below).toFixed(3);
}

const unescapeHtml = (text) =>
  text.replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, name) => ENTITIES[name]);

// One formula, rendered. One that KaTeX cannot render throws: the build stops
// instead of printing red TeX.
function rendered(katex, tex, displayMode) {
  const markup = katex.renderToString(tex, {
    ...OPTIONS,
    macros: { ...OPTIONS.macros },
    displayMode,
  });
  if (markup.includes(REFUSED)) throw new Error(`KaTeX refuses ${tex}`);
  // The columns of a numbered formula have widths, which MathML knows no longer.
  return nested(markup).replace(/<mtd width="[^"]*">/g, "<mtd>");
}

// From key to key most formulas stay as they are.
const MOST = 200;
const known = new Map();

function once(katex, tex, displayMode) {
  const key = displayMode + tex;
  if (known.size > MOST) known.clear();
  if (!known.has(key)) known.set(key, rendered(katex, tex, displayMode));
  return known.get(key);
}

// The same HTML with every formula rendered.
export function renderMathematics(katex, html) {
  return html.replace(FORMULA, (_, _tag, opening, escaped, punctuation) => {
    const displayMode = opening === "[";
    const valid = once(katex, unescapeHtml(escaped), displayMode);
    if (displayMode) {
      const room = `style="--gc-height:${height(valid)}"`;
      return `<div class="arithmatex" tabindex="0" ${room}>${valid}</div>${punctuation}`;
    }
    return `<span class="arithmatex">${valid}${punctuation}</span>`;
  });
}
