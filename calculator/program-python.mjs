// The Python of the page for a reader's program: a worker of its own, since what
// runs in it is a stranger's.
import { Python } from "./python.mjs";

export const python = new Python(new URL("program-worker.mjs", import.meta.url));
