// Python, away from the page: starts Pyodide once, then answers the form.
import { loadPyodide } from "../pyodide/pyodide.mjs";
import { renderMathematics } from "./mathematics.mjs";

const send = (message) => self.postMessage(message);

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

async function start() {
  const assets = new URL("..", import.meta.url);
  const [pyodide, archive] = await Promise.all([
    loadPyodide({ indexURL: new URL("pyodide/", assets).href }),
    fetch(new URL("calculator/gatecount.zip", assets)).then((response) =>
      response.arrayBuffer(),
    ),
    import("../katex/katex.min.js"),
  ]);
  pyodide.unpackArchive(archive, "zip");
  return pyodide.pyimport("calculator.answer").answer_json;
}

const started = start();
started.then(
  () => send({ ready: true }),
  (error) => send({ failed: error.message }),
);

self.onmessage = async ({ data: { id, fields, language, compact } }) => {
  const answerJson = await started;
  const answer = JSON.parse(answerJson(JSON.stringify(fields), language, compact));
  if (answer.ok) answer.html = renderMathematics(self.katex, answer.html);
  send({ id, answer });
};
