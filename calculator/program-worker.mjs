// The worker in which a reader's program runs: Python, with the door shut.
import { loadPyodide } from "pyodide";
import { serve } from "./interpreter.mjs";
import { limitMemory, lock } from "./lock.mjs";

limitMemory();
serve({
  // `import js` finds nothing, and nobody answers input(). What a program has
  // left in the memory is never kept: no snapshots here.
  load: (options) => loadPyodide({ ...options, jsglobals: {}, stdin: () => null }),
  first: "calculator.program",
  prepare: lock,
});
