// SVG on standard input, PNG on standard output; its text in the fonts of KaTeX.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buffer } from "node:stream/consumers";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const read = (name) => readFile(fileURLToPath(import.meta.resolve(name)));
const font = (name) => read(`katex/dist/fonts/KaTeX_${name}.ttf`);

await initWasm(await read("@resvg/resvg-wasm/index_bg.wasm"));
const fontBuffers = await Promise.all(["Main-Regular", "Main-Bold"].map(font));
const svg = (await buffer(process.stdin)).toString();
process.stdout.write(new Resvg(svg, { font: { fontBuffers } }).render().asPng());
