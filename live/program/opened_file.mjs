// A file of the reader's own, as the text of a program.
import { LARGEST } from "../shared/program_link.mjs";

// Signs that no text has, and how a PDF or RTF begins, which may be all text.
const BINARY = /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]|^%PDF-|^\{\\rtf/;

// The text of a .py or .txt file, the code cells of a notebook. Throws "binary", "large"
// or "notebook" where it cannot be read.
export async function textOf(file) {
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
