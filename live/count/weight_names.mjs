// Fills what weight_names.py left open: a place in a tensor, a sentence about a weight.

/** "kernel[{r}, {u+10}]" for row 2 of unit 6, both from 0: "kernel[2, 16]". */
export function filled(pattern, row, unit) {
  return pattern
    .replace(/\{u\+(\d+)\}/g, (_, from) => +from + unit)
    .replace(/\{r\+(\d+)\}/g, (_, from) => +from + row)
    .replace(/\{r(?:\/(\d+))?(?:%(\d+))?\}/g, (_, by = 1, size = Infinity) => Math.floor(row / by) % size);
}

/** What the weight does, in words; `block` has role, gate, rows, and channels where it convolves. */
export function said(told, { role, gate, rows, channels, only }, row, unit) {
  let kind = role === "bias" && rows > 1 ? "biases" : role;
  if (channels) kind = { kernel: "window", recurrent_kernel: "recurrent_window" }[role] ?? kind;
  const gaps = {
    row: row + 1,
    unit: unit + 1,
    gate: only ? told.only : told.gates[gate],
    channel: (row % channels) + 1,
    place: Math.floor(row / channels) + 1,
  };
  return told.sentences[kind].replace(/\{(\w+)\}/g, (_, gap) => gaps[gap]);
}
