// Pyodide without what no page of ours can call: node slim.mjs FOLDER
//
// Pyodide exports every symbol of its program (7,415 functions, with SDL and WebGL)
// for packages that are loaded later; we load none. At each start all of them would
// be put into tables. What stays is what Pyodide's own scripts name anywhere, and
// what that needs in turn.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { full } from "acorn-walk";
import { withoutTables } from "./cjk.mjs";
import { withoutGuesses } from "./indirect.mjs";

const [target] = process.argv.slice(2);
const find = (name) => dirname(fileURLToPath(import.meta.resolve(name)));
const pyodide = find("pyodide");
const METADCE = join(find("binaryen"), "bin/wasm-metadce");
// What Pyodide's program uses; a browser that runs it knows these.
const FEATURES = [
  "bulk-memory",
  "exception-handling",
  "multivalue",
  "mutable-globals",
  "nontrapping-float-to-int",
  "reference-types",
  "sign-ext",
].map((name) => `--enable-${name}`);

const PROGRAM = "pyodide.asm.wasm";
const SCRIPT = "pyodide.asm.mjs";
const source = readFileSync(join(pyodide, SCRIPT), "utf8");
const published = readFileSync(join(pyodide, PROGRAM));
const made = join(target, PROGRAM);

const tree = parse(source, { ecmaVersion: "latest", sourceType: "module" });
const { body } = tree.body.find(({ type }) => type === "FunctionDeclaration").body;
const declarations = ["FunctionDeclaration", "ClassDeclaration"];

// Every name and text in a piece of the script.
function words(node) {
  const found = new Set();
  full(node, (each) => {
    if (each.type === "Identifier") found.add(each.name);
    else if (each.type === "Literal") found.add(String(each.value));
    else if (each.type === "MemberExpression" && !each.computed) found.add(each.property.name);
    else if (each.type === "Property" && !each.computed) found.add(each.key.name);
  });
  return found;
}

// The name in `object["name"]`, the first in the piece.
function member(node, object) {
  let name;
  full(node, (each) => {
    if (each.type === "MemberExpression" && each.object.name === object) {
      name ??= each.property.value ?? each.property.name;
    }
  });
  return name;
}

// The script in pieces, each with why it may stay:
// always, name: somebody names it; import: the program imports it;
// export: the program still exports it; about: what it is about stays.
function* pieces() {
  for (const node of body) {
    if (node.type === "VariableDeclaration") yield* variables(node);
    else if (node.id?.name === "assignWasmExports") {
      yield { node: node.id, kind: "always" };
      for (const each of node.body.body) {
        yield { node: each, kind: "export", name: member(each, "wasmExports") };
      }
    } else if (node.id?.name === "applySignatureConversions") {
      yield { node: node.id, kind: "always" };
      for (const each of node.body.body) {
        const name = each.expression?.left && member(each.expression.left, "wasmExports");
        yield name ? { node: each, kind: "export", name } : { node: each, kind: "always" };
      }
    } else if (declarations.includes(node.type)) yield { node, kind: "name", name: node.id.name };
    else yield statement(node);
  }
}

function* variables({ declarations }) {
  for (const node of declarations) {
    if (node.id.type !== "Identifier") yield { node, kind: "always" };
    else if (node.id.name === "wasmImports") {
      yield { node: node.id, kind: "always" };
      for (const each of node.init.properties) {
        yield { node: each, kind: "import", name: each.key.name ?? each.key.value };
      }
    } else yield { node, kind: "name", name: node.id.name };
  }
}

// f.sig = "vi" and Module["f"] = f say something about f.
function statement(node) {
  const { left, right } = node.expression ?? {};
  const { object, property } = left ?? {};
  if (property?.name === "sig" && object.type === "Identifier") {
    return { node, kind: "about", name: object.name };
  }
  if (object?.name === "Module" && right.type === "Identifier" && property.value === right.name) {
    return { node, kind: "about", name: right.name };
  }
  return { node, kind: "always" };
}

const all = [...pieces()].map((piece) => ({ ...piece, words: words(piece.node) }));
const called = readFileSync(join(pyodide, "pyodide.mjs"), "utf8").match(/[\w$]+/g);
const names = (list) => list.map(({ name }) => name);

// What the pieces that stay name, when the program imports `imports`.
function stay(imports) {
  const used = new Set(called);
  const kept = new Set();
  for (let before = -1; before < kept.size;) {
    before = kept.size;
    for (const piece of all) {
      const { kind, name } = piece;
      const wanted = { always: true, name: used.has(name), import: imports.has(name) }[kind];
      if (!wanted || kept.has(piece)) continue;
      kept.add(piece);
      for (const word of piece.words) used.add(word);
    }
  }
  return { kept, used };
}

let exports = names(WebAssembly.Module.exports(new WebAssembly.Module(published)));
let imports = new Set(names(WebAssembly.Module.imports(new WebAssembly.Module(published))));
let kept;
// With fewer imports less of the script is needed, and then less of the program.
for (let before = Infinity; exports.length < before;) {
  before = exports.length;
  const found = stay(imports);
  kept = found.kept;
  const { used } = found;
  const roots = exports.filter((name) => used.has(name) || used.has(`_${name}`) || imports.has(name));
  for (const piece of all) {
    if (piece.kind === "export" && roots.includes(piece.name)) {
      kept.add(piece);
      for (const each of all) {
        if (each.kind === "name" && piece.words.has(each.name)) kept.add(each);
      }
    }
  }
  const alive = new Set(names([...kept].filter(({ kind }) => kind === "name")));
  for (const piece of all) if (piece.kind === "about" && alive.has(piece.name)) kept.add(piece);
  const graph = roots.map((name, k) => ({ name: `root ${k}`, root: true, export: name }));
  const list = join(target, "roots.json");
  writeFileSync(list, JSON.stringify(graph));
  const command = [METADCE, join(pyodide, PROGRAM), ...FEATURES, `--graph-file=${list}`, "-o", made];
  execFileSync(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  const module = new WebAssembly.Module(readFileSync(made));
  exports = names(WebAssembly.Module.exports(module));
  imports = new Set(names(WebAssembly.Module.imports(module)));
}

const stays = new Set([...kept].map(({ node }) => node));
const gone = new Set(all.map(({ node }) => node).filter((node) => !stays.has(node)));
const text = ({ start, end }) => source.slice(start, end);
const without = (list, between) => list.filter((node) => !gone.has(node)).map(write).join(between);

// A piece of the script, without the pieces in it that are gone.
function write(node) {
  const inner = (part, list, between) =>
    source.slice(node.start, part.start) +
    source[part.start] + without(list, between) + source[part.end - 1] +
    source.slice(part.end, node.end);
  const { name } = node.id ?? {};
  if (node.type === "VariableDeclaration") {
    const left = without(node.declarations, ",");
    return left && `${node.kind} ${left};`;
  }
  if (name === "wasmImports") return inner(node.init, node.init.properties, ",");
  if (["assignWasmExports", "applySignatureConversions"].includes(name)) {
    return inner(node.body, node.body.body, "");
  }
  return text(node);
}

const [first, last] = [body.at(0), body.at(-1)];
writeFileSync(
  join(target, SCRIPT),
  source.slice(0, first.start) + without(body, "") + source.slice(last.end),
);
writeFileSync(made, withoutGuesses(await withoutTables(readFileSync(made))));
