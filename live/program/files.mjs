// Several files as one text, as gatecount/program/files.py takes it apart.
const MARK = /^# ={3,} \S+\.py ={3,}[ \t]*$/m;

// One file alone stays as it is; of several, each stands below a line with its name.
export function together(files) {
  if (files.length === 1) return files[0].text;
  return files.map(({ name, text }) => (MARK.test(text) ? text : `# ===== ${named(name)} =====\n${text.trimEnd()}\n`)).join("\n\n");
}

const named = (name) => `${name.replace(/\.\w+$/, "").replace(/\s+/g, "_")}.py`;

// Is every file one of those that are missing?
export const addable = (files, missing) => files.every(({ name }) => missing.includes(named(name)));

// Hands the program to the reader as a file.
export function download(text, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/x-python" }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
