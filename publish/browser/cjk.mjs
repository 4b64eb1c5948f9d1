// Pyodide's program without the tables of codecs such as GBK: their Python modules are
// in no archive of ours, so nobody can call them, and they are a twelfth of the program.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";

const SMALL = 120; // bytes; what is shorter may stand in the program for another reason
const UNASSIGNED = 0xfffe;

/** Zeros, which weigh nothing compressed, in place of each row of a table, and of its
 * copies: iconv of the C library, which nothing in our program calls, has the same tables. */
export async function withoutTables(program) {
  const byStart = Map.groupBy(await rows(), (row) => row.readUInt32LE());
  for (let at = 0; at < program.length - SMALL; at++) {
    for (const row of byStart.get(program.readUInt32LE(at)) ?? []) {
      if (row.equals(program.subarray(at, at + row.length))) program.fill(0, at, at + row.length);
    }
  }
  return program;
}

async function rows() {
  const indexURL = dirname(fileURLToPath(import.meta.resolve("pyodide")));
  const pyodide = await loadPyodide({ indexURL });
  const script = new URL("cjk.py", import.meta.url);
  const places = pyodide.runPython(readFileSync(script, "utf8")).toJs();
  const memory = pyodide._module.HEAPU8;
  const whole = places.map(([begin, end]) => Buffer.from(memory.slice(begin, end)));
  const parts = whole.flatMap(assigned); // iconv's rows have no gaps
  return [...whole, ...parts].filter((row) => row.length >= SMALL);
}

// A row without the characters that are not assigned.
function assigned(row) {
  const parts = [];
  let begin = 0;
  for (let at = 0; at <= row.length; at += 2) {
    if (at < row.length && row.readUInt16LE(at) < UNASSIGNED) continue;
    parts.push(row.subarray(begin, at));
    begin = at + 2;
  }
  return parts;
}
