// Pyodide's program without guesses about what its indirect calls call.
//
// V8 puts what a pointer has called so far into the function that calls it, and compiles
// that function anew when something else is called: Python's own loop three times while
// Python starts, which is half of all that is compiled. Behind a function that is too
// long to be put anywhere there is nothing to guess.
import {
  BinaryReader, BinaryReaderState as State, ExternalKind, OperatorCode, SectionCode,
} from "wasmparser";

const FUNCTION = 0x60; // how the type of a function begins
const I32 = 0x7f;
const LONG = 512; // V8 puts nothing of more than 500 bytes into another function

/** The same program, in which each call through a pointer is one of a function of ours:
 * one for each type, which gets the pointer after the arguments. */
export function withoutGuesses(program) {
  const { types, functions, sections, calls } = read(program);
  const called = [...new Set(calls.map(({ type }) => type))];
  const made = Buffer.from(program);
  // As long as the call before, so that nothing moves.
  for (const { begin, end, type } of calls) {
    const index = number(functions + called.indexOf(type), end - begin - 1);
    made.set([OperatorCode.call, ...index], begin);
  }
  const added = {
    [SectionCode.Type]: called.map((type) => signature(types[type])),
    [SectionCode.Function]: called.map((_, k) => number(types.length + k)),
    [SectionCode.Code]: called.map((type) => vector(body(type, types[type].params.length))),
  };
  const parts = sections.map(({ id, begin, inner, end }) => {
    if (!(id in added)) return made.subarray(begin, end);
    const content = Buffer.from(longer(made.subarray(inner, end), added[id]));
    return Buffer.concat([Buffer.from([id, ...number(content.length)]), content]);
  });
  return Buffer.concat([made.subarray(0, 8), ...parts]);
}

// Its types, how many functions it has with the imported ones, its sections, and its
// calls through a pointer.
function read(program) {
  const reader = new BinaryReader();
  reader.setData(program, 0, program.length);
  const [types, sections, calls] = [[], [], []];
  let functions = 0;
  let section;
  for (let begin = 8; reader.read(); begin = reader.position) {
    const { state, result, position } = reader;
    if (state === State.ERROR) throw reader.error;
    if (state === State.BEGIN_SECTION) section = { id: result.id, begin, inner: position };
    else if (state === State.END_SECTION) sections.push({ ...section, end: position });
    else if (state === State.TYPE_SECTION_ENTRY) types.push(result);
    else if (state === State.IMPORT_SECTION_ENTRY) functions += result.kind === ExternalKind.Function;
    else if (state === State.FUNCTION_SECTION_ENTRY) functions += 1;
    else if (state === State.CODE_OPERATOR && result.code === OperatorCode.call_indirect) {
      if (program[position - 1]) throw new Error("a second table of functions");
      calls.push({ begin, end: position, type: result.typeIndex });
    }
  }
  return { types, functions, sections, calls };
}

function signature({ params, returns }) {
  const byte = ({ code }) => code & 0x7f;
  return [FUNCTION, ...vector([...params.map(byte), I32]), ...vector(returns.map(byte))];
}

function body(type, params) {
  const given = Array.from({ length: params + 1 }, (_, k) => [OperatorCode.local_get, ...number(k)]);
  const call = [OperatorCode.call_indirect, ...number(type), 0];
  return [0, ...given.flat(), ...call, ...Array(LONG).fill(OperatorCode.nop), OperatorCode.end];
}

// A section's content with more entries.
function longer(content, entries) {
  let [count, width] = [0, 0];
  do count += (content[width] & 0x7f) << (7 * width);
  while (content[width++] & 0x80);
  const more = Buffer.from(entries.flat());
  return Buffer.concat([Buffer.from(number(count + entries.length)), content.subarray(width), more]);
}

function vector(bytes) {
  return [...number(bytes.length), ...bytes];
}

// LEB128, at least so many bytes wide.
function number(value, width = 1) {
  const bytes = [];
  for (let left = value; left || bytes.length < width; left >>>= 7) bytes.push((left & 0x7f) | 0x80);
  bytes[bytes.length - 1] &= 0x7f;
  if (width > 1 && bytes.length > width) throw new Error(`${value} is too wide for ${width} bytes`);
  return bytes;
}
