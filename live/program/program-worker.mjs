// The worker in which a reader's program runs: Python, with the door shut.
import { loadPyodide } from "pyodide";
import { serve } from "../worker/interpreter.mjs";
import { limitMemory, lock } from "./lock.mjs";

limitMemory();
serve({ load: start, first: "live.program.program", late: "program-zh.json", prepare: lock, within });

const ROOM = "/opened"; // where Python finds a file, as program.py has it
let FS;

// `import js` finds nothing, and nobody answers input(). What a program has left
// in the memory is never kept: no snapshots here.
async function start(options) {
  const [pyodide, modules] = await Promise.all([
    loadPyodide({ ...options, jsglobals: {}, stdin: () => null }),
    fetch(`${options.indexURL}program.zip`).then((answer) => answer.arrayBuffer()),
  ]);
  const path = "/lib/program.zip";
  ({ FS } = pyodide);
  FS.writeFile(path, new Uint8Array(modules));
  FS.mkdir(ROOM);
  within({}, () => {}); // once, so that it has its reader before the door is shut
  pyodide.pyimport("live.worker.second_archive").add(path);
  return pyodide;
}

// A file of the reader's own is there while it is asked about, and read in pieces.
function within(file, ask) {
  if (!file) return ask();
  FS.mount(FS.filesystems.WORKERFS, { blobs: [{ name: "file", data: file }] }, ROOM);
  try {
    return ask();
  } finally {
    FS.unmount(ROOM);
  }
}
