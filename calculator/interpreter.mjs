// Python in a worker: loads Pyodide once, then answers calls by name.
import katex from "katex";
import { renderMathematics } from "./mathematics.mjs";
import { startPyodide } from "./snapshot.mjs";

const send = self.postMessage.bind(self);

const told = (promise) =>
  promise.catch((error) => {
    send({ failed: error.message });
    throw error;
  });

// Pyodide fetches its files itself: count the bytes as they pass. It only warns
// when its program cannot be fetched or compiled: tell the page.
let received = 0;
const { fetch: plainFetch } = self;
const { instantiateStreaming } = WebAssembly;

self.fetch = (...request) => told(counted(...request));
WebAssembly.instantiateStreaming = (...source) => told(instantiateStreaming(...source));

async function counted(...request) {
  const response = await plainFetch(...request);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const counter = new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      send({ received });
      controller.enqueue(chunk);
    },
  });
  const { status, headers } = response;
  return new Response(response.body.pipeThrough(counter), { status, headers });
}

async function start(load, first) {
  const files = new URL(`../pyodide/${PYTHON_KEY}/`, import.meta.url).href;
  const pyodide = await load({
    indexURL: files,
    stdLibURL: `${files}python.zip`,
    lockFileContents: PYTHON_LOCK, // of packages, and we load none
  });
  pyodide.pyimport(first);
  return pyodide.pyimport("calculator.calls").call;
}

// Answers { id, name, args } with { id, value } or { id, problem }. `load` starts
// Pyodide with the options that it is given, `first` is the module of the usual first question;
// `prepare` is called when Python has started, before the first answer.
export function serve({
  load = startPyodide,
  first = "calculator.answer",
  prepare = () => {},
} = {}) {
  const started = start(load, first).then((call) => (prepare(), call));
  started.then(
    () => send({ ready: true }),
    (error) => send({ failed: error.message }),
  );
  self.onmessage = async ({ data: { id, name, args } }) => {
    try {
      const call = await started;
      const value = JSON.parse(call(name, JSON.stringify(args)));
      if (value.html) value.html = renderMathematics(katex, value.html);
      send({ id, value });
    } catch (error) {
      send({ id, problem: error.message });
    }
  };
}
