// The result of a program, as the editor goes on: it is fresh, or folded away.

// The result is that of the program in the editor.
export function fresh(result) {
  delete result.dataset.stale;
  const [folded] = result.children;
  if (!folded?.matches(".gc-before")) return;
  folded.firstChild.remove();
  result.replaceChildren(...folded.childNodes);
}

// It is that of a program which has since been refused: out of sight, not lost.
export function fold(result, earlier) {
  result.dataset.stale = "refused";
  const [before] = result.children;
  if (before?.matches(".gc-before")) return (before.open = false);
  const folded = document.createElement("details");
  const summary = document.createElement("summary");
  folded.className = "gc-before";
  summary.textContent = earlier;
  folded.append(summary, ...result.childNodes);
  result.append(folded);
}
