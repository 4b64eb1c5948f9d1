// A file of the reader's own, as the text of a program.
import { LARGEST } from "./link.mjs";

// The text of a .py or .txt file, the code cells of a notebook. Throws "large"
// or "notebook" where it cannot be read.
export async function textOf(file) {
  if (file.size > LARGEST) throw new Error("large");
  const text = decode(await file.arrayBuffer());
  return file.name.endsWith(".ipynb") ? cells(text) : text.replaceAll("\r\n", "\n");
}

// Files that older editors wrote in China are GBK.
function decode(bytes) {
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
