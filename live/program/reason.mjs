// Why there is no answer, as it stands above the result, and the ways on from there.

// The nodes: what happened, the line, the sentence; `elsewhere` is a link to the tool
// that answers what was typed, `missing` whether files of the reader's own may be.
export function reason(sentences, { sentence, kind, line, elsewhere, missing }) {
  const head = document.createElement("strong");
  head.textContent = kind === "stopped" ? sentences.headStopped : sentences.headRefused;
  const number = Number(line);
  const parts = [
    head,
    line && press("gc-line", sentences.line.replace("{line}", number), { line: number }),
    sentence,
    elsewhere,
    missing && press("gc-go", sentences.add, { add: "" }),
  ];
  return parts.filter(Boolean).flatMap((part, at) => (at ? [" ", part] : [part]));
}

// A button that says `text`; its `data` tell the page what it does.
export function press(className, text, data) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className, textContent: text });
  Object.assign(button.dataset, data);
  return button;
}
