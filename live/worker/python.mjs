// Python as a page has it: a worker that is started, called, stopped.

const SLOW = 10_000; // ms without a byte before the page says so
const PATIENCE = 60_000; // and before the start counts as failed

// `state` is static, loading, ready or failed, `received` the bytes that have come,
// and `slow` tells that none has for a while; the event "change" tells that one of
// them is another.
export class Python extends EventTarget {
  state = "static";
  received = 0;
  slow = false;
  #script;
  #worker;
  #alarm;
  #doubt;
  #last = 0;
  #waiting = new Map();

  // `script` is a module that calls serve() of interpreter.mjs.
  constructor(script) {
    super();
    this.#script = script.href;
    if (globalThis.earlyPython?.address === this.#script) this.start();
  }

  start() {
    if (this.#worker) return;
    this.received = 0;
    const { worker, kept = [] } = this.#early();
    try {
      this.#worker = worker ?? new Worker(this.#script, {
        type: "module",
        name: document.documentElement.lang,
      });
    } catch (problem) {
      return this.#fail(problem.message);
    }
    this.#worker.onerror = (event) => this.#fail(event.message);
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#wait();
    this.#change("loading");
    for (const { type, message, data } of kept) {
      if (type === "error") this.#fail(message);
      else this.#receive(data);
    }
  }

  // What early.js has started, once: after a failure the worker is a new one.
  #early() {
    const { earlyPython } = globalThis;
    if (earlyPython?.address !== this.#script) return {};
    delete globalThis.earlyPython;
    return earlyPython;
  }

  // The value of a function in live/worker/calls.py. Rejects where Python raises,
  // and when Python fails or is stopped before it has answered.
  call(name, ...args) {
    return this.#ask({ name, args });
  }

  // The same about a file, which only the worker reads.
  about(file, name, ...args) {
    return this.#ask({ name, args, file });
  }

  #ask(question) {
    this.start();
    if (!this.#worker) return Promise.reject(new Error(this.state));
    const id = (this.#last += 1);
    this.#worker.postMessage({ id, ...question });
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  // Ends whatever runs; the next call starts anew.
  stop() {
    this.#end("stopped", "static");
  }

  #wait() {
    this.#calm();
    this.#doubt = setTimeout(() => {
      this.slow = true;
      this.#change(this.state);
    }, SLOW);
    this.#alarm = setTimeout(() => this.#fail("timeout"), PATIENCE);
  }

  #calm() {
    clearTimeout(this.#doubt);
    clearTimeout(this.#alarm);
    this.slow = false;
  }

  #receive({ id, value, problem, received, ready, failed }) {
    if (failed) return this.#fail(failed);
    if (received && this.state === "loading") {
      this.#wait();
      this.received = received;
      this.#change("loading");
    }
    if (ready) {
      this.#calm();
      this.#change("ready");
      keep();
    }
    if (id === undefined) return;
    const { resolve, reject } = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (problem) reject(new Error(problem));
    else resolve(value);
  }

  #fail(reason) {
    console.warn(`Python did not start: ${reason}`);
    this.#end(reason, "failed");
  }

  #end(reason, state) {
    this.#calm();
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    this.#change(state);
    for (const { reject } of waiting) reject(new Error(reason));
  }

  #change(state) {
    this.state = state;
    this.dispatchEvent(new Event("change"));
  }
}

// Asks the service worker, where there is one, to keep Python for offline use.
async function keep() {
  try {
    (await navigator.serviceWorker.ready).active.postMessage("python");
  } catch {
    // a page without https, a browser that keeps nothing
  }
}

// The one that all live parts of a page share, whichever script is there first.
export const python = (globalThis.sharedPython ??= new Python(
  new URL("worker.mjs", import.meta.url),
));
