// The editor: CodeMirror with Python's colours and the site's own light and dark.
//
// It lives in a shadow root: there CodeMirror's styles are adopted style sheets,
// which a Content-Security-Policy allows without a nonce, and Material's styles
// and keyboard shortcuts stay outside.
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
} from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  HighlightStyle,
  bracketMatching,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  GutterMarker,
  WidgetType,
  gutterLineClass,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colour = (name) => `var(--md-code-hl-${name}-color)`;

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.bool, tags.null], color: colour("keyword") },
  { tag: [tags.string, tags.special(tags.string)], color: colour("string") },
  { tag: tags.number, color: colour("number") },
  { tag: tags.comment, color: colour("comment") },
  { tag: [tags.operator, tags.punctuation], color: colour("operator") },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: colour("function") },
  { tag: tags.className, color: colour("function") },
]);

// iOS enlarges the page when a field smaller than 16 px is touched.
const theme = EditorView.theme({
  "&": {
    fontSize: "16px",
    color: "var(--md-code-fg-color)",
    backgroundColor: "var(--md-code-bg-color)",
    border: "1px solid var(--md-default-fg-color--light)",
    borderRadius: ".25rem",
  },
  "&.cm-focused": { outline: "2px solid var(--md-accent-fg-color)" },
  ".cm-scroller": {
    fontFamily: "var(--md-code-font)",
    lineHeight: "1.5",
    minHeight: "12.5em",
    maxHeight: "min(60vh, 36em)",
    overflow: "auto",
  },
  ".cm-content": { caretColor: "var(--md-code-fg-color)", padding: ".5em 0" },
  ".cm-gutters": {
    color: "var(--md-default-fg-color--light)",
    backgroundColor: "var(--md-code-bg-color)",
    border: "0",
  },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "2.2ch", padding: "0 .6ch 0 .8ch" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused :is(.cm-activeLine, .cm-activeLineGutter)": {
    backgroundColor: "var(--md-default-fg-color--lightest)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--md-code-fg-color)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { color: "var(--gc-error)" },
  "& .cm-line.gc-wrong, & .cm-gutterElement.gc-wrong": {
    backgroundColor: "color-mix(in srgb, var(--gc-error) 18%, transparent)",
    color: "inherit",
  },
  ".gc-count": {
    position: "sticky",
    right: "0",
    marginLeft: "1.5em",
    padding: "0 .6em",
    color: "var(--md-accent-fg-color)",
    backgroundColor: "var(--md-code-bg-color)",
    fontSize: ".85em",
    fontWeight: "700",
    pointerEvents: "none",
  },
  "& .cm-line.gc-wrong": { boxShadow: "inset .2rem 0 0 var(--gc-error)" },
});

const mark = StateEffect.define();

// The number of the line that is marked as wrong, or 0. Editing takes it away.
const wrongLine = StateField.define({
  create: () => 0,
  update: (line, transaction) =>
    transaction.effects.reduce(
      (last, effect) => (effect.is(mark) ? effect.value : last),
      transaction.docChanged ? 0 : line,
    ),
});

const count = StateEffect.define();

// What a layer counts, at the end of its line; for the eye, the result says it too.
class Count extends WidgetType {
  constructor(text) {
    super();
    this.text = text;
  }

  eq({ text }) {
    return text === this.text;
  }

  toDOM() {
    const number = document.createElement("span");
    number.className = "gc-count";
    number.setAttribute("aria-hidden", "true");
    number.textContent = this.text;
    return number;
  }
}

const counts = (doc, pairs) =>
  Decoration.set(
    pairs
      .filter(([line]) => line >= 1 && line <= doc.lines)
      .map(([line, text]) => Decoration.widget({ widget: new Count(text), side: 1 }).range(doc.line(line).to)),
    true,
  );

// A change makes them all doubtful: they go.
const counted = StateField.define({
  create: () => Decoration.none,
  update: (shown, transaction) =>
    transaction.effects.reduce(
      (last, effect) => (effect.is(count) ? counts(transaction.newDoc, effect.value) : last),
      transaction.docChanged ? Decoration.none : shown,
    ),
  provide: (field) => EditorView.decorations.from(field),
});

class WrongNumber extends GutterMarker {
  elementClass = "gc-wrong";
}

const at = (state) => state.doc.line(state.field(wrongLine)).from;
const decorated = EditorView.decorations.compute([wrongLine], (state) =>
  state.field(wrongLine)
    ? Decoration.set(Decoration.line({ class: "gc-wrong" }).range(at(state)))
    : Decoration.none,
);
const numbered = gutterLineClass.computeN([wrongLine], (state) =>
  state.field(wrongLine) ? [Decoration.set(new WrongNumber().range(at(state)))] : [],
);

const byHand = (transaction) => ["input", "delete", "undo", "redo"].some((kind) => transaction.isUserEvent(kind));

// An editor inside `host` that starts with `text`. `label` names it for those who
// hear it, `run` is called by Ctrl-Enter or Cmd-Enter, `changed` after each change,
// with whether it was made by hand.
export function edit(host, { text, label, run, changed }) {
  const root = host.attachShadow({ mode: "open" });
  const extensions = [
    lineNumbers(),
    history(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    pythonLanguage,
    syntaxHighlighting(highlighting),
    bracketMatching(),
    indentOnInput(),
    indentUnit.of("    "),
    wrongLine,
    counted,
    decorated,
    numbered,
    theme,
    keymap.of([
      { key: "Mod-Enter", run: () => (run(), true), stopPropagation: true },
      ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter"),
      ...historyKeymap,
      indentWithTab,
    ]),
    EditorView.contentAttributes.of({
      "aria-label": label,
      tabindex: "0",
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
    }),
    EditorView.updateListener.of((update) => update.docChanged && changed(update.transactions.some(byHand))),
  ];
  const state = EditorState.create({ doc: text, extensions });
  const view = new EditorView({ state, parent: root, root });
  // Material takes single letters as shortcuts unless it sees that text is typed.
  host.addEventListener("keydown", (event) => event.stopPropagation());

  const clamp = (line) => Math.min(Math.max(line, 1), view.state.doc.lines);
  return {
    get text() {
      return view.state.doc.toString();
    },
    // Another program, from its beginning; undoing brings the last one back.
    set text(doc) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: doc },
        selection: { anchor: 0 },
        annotations: isolateHistory.of("full"),
        scrollIntoView: true,
      });
    },
    // Marks the line `line` as wrong, and scrolls the editor to it; 0 marks none.
    mark(line) {
      view.dispatch({ effects: mark.of(line && clamp(line)) });
      if (!line) return;
      const { top, bottom } = view.lineBlockAt(view.state.doc.line(clamp(line)).from);
      const { scrollTop, clientHeight } = view.scrollDOM;
      if (top >= scrollTop && bottom <= scrollTop + clientHeight) return;
      view.scrollDOM.scrollTop = top - clientHeight / 2; // the page stays where it is
    },
    // Puts the cursor on the line `line` and shows it.
    go(line) {
      const { from, to } = view.state.doc.line(clamp(line));
      view.dispatch({
        selection: { anchor: from, head: to },
        effects: EditorView.scrollIntoView(from, { y: "center" }),
      });
      view.focus();
    },
    // Writes texts at the ends of lines, given as pairs [line, text].
    number(pairs) {
      view.dispatch({ effects: count.of(pairs) });
    },
    focus: () => view.focus(),
  };
}
