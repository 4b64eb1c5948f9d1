// Runs trim.py in Pyodide: node trim.mjs SOURCES.zip LIBRARY.zip FOLDER
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const [sources, library, folder] = process.argv.slice(2);
const pyodide = await loadPyodide({
  indexURL: dirname(fileURLToPath(import.meta.resolve("pyodide"))),
  stdLibURL: library,
  // Columns of a traceback are a fifth of a compiled module; nobody sees them.
  env: { PYTHONNODEBUGRANGES: "1" },
});
pyodide.FS.mkdir("/sources");
pyodide.unpackArchive(new Uint8Array(readFileSync(sources)), "zip", { extractDir: "/sources" });
const script = new URL("trim.py", import.meta.url);
try {
  const packed = pyodide.runPython(readFileSync(script, "utf8"));
  const archives = packed.toJs({ dict_converter: (entries) => [...entries] });
  for (const [name, content] of archives) writeFileSync(join(folder, name), content);
} catch (error) {
  console.error(error.message); // alone: Node would print Pyodide's longest line
  process.exit(1);
}
