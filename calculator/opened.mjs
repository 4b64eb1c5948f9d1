// A file of the reader's own, as the text of a program.
import { LARGEST } from "./link.mjs";

// Signs that no text has, and how a PDF or RTF begins, which may be all text.
const BINARY = /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]|^%PDF-|^\{\\rtf/;

// The text of a .py or .txt file, the code cells of a notebook, the tensors of a saved
// model. Throws "binary", "large", "notebook" or "saved" where it cannot be read.
export async function textOf(file) {
  if (file.name.endsWith(".safetensors")) return tensors(file);
  if (file.size > LARGEST) throw new Error("large");
  const text = decode(await file.arrayBuffer());
  if (BINARY.test(text)) throw new Error("binary");
  return file.name.endsWith(".ipynb") ? cells(text) : text.replaceAll("\r\n", "\n");
}

// Files that older editors wrote in China are GBK; Notepad's "Unicode" is UTF-16.
function decode(bytes) {
  const [first, second] = new Uint8Array(bytes);
  const wide = { 0xfffe: "utf-16le", 0xfeff: "utf-16be" }[first * 256 + second];
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

// A safetensors file begins with the length of its header, then names and shapes as
// JSON: no more of it is read, however large it is.
async function tensors(file) {
  try {
    const length = await file.slice(0, 8).arrayBuffer();
    const end = 8n + new DataView(length).getBigUint64(0, true);
    if (end > Math.min(file.size, LARGEST)) throw new RangeError(end);
    const { __metadata__, ...entries } = JSON.parse(await file.slice(8, Number(end)).text());
    const lines = Object.entries(entries).map(([name, { shape }]) => {
      if (!/^[\w.]{1,200}$/.test(name) || !shape.every((size) => Number.isSafeInteger(size) && size >= 0)) throw new TypeError(name);
      return `${name}: torch.Size([${shape.join(", ")}])\n`;
    });
    if (!lines.length) throw new RangeError("empty");
    return lines.join("");
  } catch {
    throw new Error("saved");
  }
}

function cells(text) {
  try {
    return JSON.parse(text)
      .cells.filter((cell) => cell.cell_type === "code")
      .map(({ source }) => [source].flat().join("").trimEnd())
      .filter(Boolean)
      .join("\n\n")
      .concat("\n");
  } catch {
    throw new Error("notebook");
  }
}
