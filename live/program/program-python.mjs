// The Python of the page for a reader's program: a worker of its own, since what
// runs in it is a stranger's.
import { Python } from "../worker/python.mjs";

export const python = new Python(new URL("program-worker.mjs", import.meta.url));

// Settles when Python is ready, and rejects when it does not come.
export function ready() {
  python.start();
  return new Promise((resolve, reject) => {
    const look = () => {
      if (python.state === "loading") return;
      python.removeEventListener("change", look);
      if (python.state === "ready") resolve();
      else reject(new Error(python.state));
    };
    python.addEventListener("change", look);
    look();
  });
}
