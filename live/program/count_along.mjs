// Counts along while the reader types, in the worker that runs programs: what each
// layer has, at the end of its line.
import { python } from "./program-python.mjs";

const CALM = 400; // ms without typing before it counts
const PATIENCE = 3_000; // ms before a program counts as one without an end

// `hung` is called when the program does not end.
export function along(editor, hung) {
  let calm;
  let clock;

  async function count() {
    if (python.state !== "ready") return;
    const { text } = editor;
    clock = setTimeout(hung, PATIENCE);
    try {
      const { marks, restart } = await python.call("marks", text);
      if (text === editor.text) editor.number(marks);
      if (restart) hung();
    } catch {
      // Python has ended: what asks it next starts another
    }
    clearTimeout(clock);
  }

  return {
    soon() {
      clearTimeout(calm);
      calm = setTimeout(count, CALM);
    },
    // The reader has the program run: that has a limit of its own.
    leave() {
      clearTimeout(calm);
      clearTimeout(clock);
    },
  };
}
