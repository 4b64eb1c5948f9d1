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

const unescapeHtml = (text) =>
  text.replace(/&(lt|gt|amp|quot|#39|#x27);/g, (_, name) => ENTITIES[name]);

// The same HTML with every formula rendered. A formula that KaTeX cannot
// render throws: the build stops instead of printing red TeX.
export function renderMathematics(katex, html) {
  return html.replace(FORMULA, (_, _tag, opening, escaped, punctuation) => {
    const displayMode = opening === "[";
    const tex = unescapeHtml(escaped);
    const rendered = katex.renderToString(tex, {
      ...OPTIONS,
      macros: { ...OPTIONS.macros },
      displayMode,
    });
    if (rendered.includes(REFUSED)) throw new Error(`KaTeX refuses ${tex}`);
    if (displayMode) {
      return `<div class="arithmatex" tabindex="0">${rendered}</div>${punctuation}`;
    }
    return `<span class="arithmatex">${rendered}${punctuation}</span>`;
  });
}
