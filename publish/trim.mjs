// Runs trim.py in Pyodide: node trim.mjs SOURCES.zip TARGET.zip
import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const [sources, target] = process.argv.slice(2);
const pyodide = await loadPyodide({
  indexURL: dirname(fileURLToPath(import.meta.resolve("pyodide"))),
  // Columns of a traceback are a fifth of a compiled module; nobody sees them.
  env: { PYTHONNODEBUGRANGES: "1" },
});
pyodide.FS.mkdir("/sources");
pyodide.unpackArchive(new Uint8Array(readFileSync(sources)), "zip", { extractDir: "/sources" });
const script = new URL("trim.py", import.meta.url);
const packed = pyodide.runPython(readFileSync(script, "utf8"));
writeFileSync(target, packed.toJs());
