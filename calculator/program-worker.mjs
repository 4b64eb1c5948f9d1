// The worker in which a reader's program runs: Python, with the door shut.
import { loadPyodide } from "pyodide";
import { serve } from "./interpreter.mjs";
import { limitMemory, lock } from "./lock.mjs";

limitMemory();
serve({ load: start, first: "calculator.program", late: "program-zh.json", prepare: lock });

// `import js` finds nothing, and nobody answers input(). What a program has left
// in the memory is never kept: no snapshots here.
async function start(options) {
  const [pyodide, modules] = await Promise.all([
    loadPyodide({ ...options, jsglobals: {}, stdin: () => null }),
    fetch(`${options.indexURL}program.zip`).then((answer) => answer.arrayBuffer()),
  ]);
  const path = "/lib/program.zip";
  pyodide.FS.writeFile(path, new Uint8Array(modules));
  pyodide.pyimport("calculator.late").add(path);
  return pyodide;
}
