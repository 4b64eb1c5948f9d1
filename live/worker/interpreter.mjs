// Python in a worker: loads Pyodide once, then answers calls by name.
import { renderMathematics } from "./mathematics.mjs";
import { startPyodide } from "./snapshot.mjs";

const PACE = 250; // ms between two reports of what has come: each paints the page
const files = new URL(`../pyodide/${PYTHON_KEY}/`, import.meta.url).href;
const send = self.postMessage.bind(self);

const told = (promise) =>
  promise.catch((error) => {
    send({ failed: error.message });
    throw error;
  });

// The bytes are counted as they pass. Pyodide only warns when a file cannot be
// fetched or compiled: tell the page.
const { fetch: plainFetch } = self;
let received = 0;
let reported = 0;

function report(now) {
  reported = now;
  send({ received });
}

async function counted(...request) {
  const response = await plainFetch(...request);
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  const counter = new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength;
      const now = performance.now();
      if (now > reported + PACE) report(now);
      controller.enqueue(chunk);
    },
    flush: () => report(performance.now()),
  });
  const { status, headers } = response;
  return new Response(response.body.pipeThrough(counter), { status, headers });
}

// The page's language is the worker's name; the engine speaks English by itself.
const sentences = (file) =>
  self.name === "zh" ? [told(counted(files + file)).then((come) => come.text())] : [];

// All files at once: Pyodide would compile its program only after its script has
// come and run.
const program = told(WebAssembly.compileStreaming(counted(`${files}pyodide.asm.wasm`)));
const early = new Map([
  [`${files}pyodide.asm.wasm`, Promise.resolve(new Response())], // for nobody
  [`${files}python.zip`, told(counted(`${files}python.zip`))],
]);
const words = sentences("zh.json");

self.fetch = (...request) => {
  const address = String(request[0]);
  const answer = early.get(address) ?? told(counted(...request));
  early.delete(address); // its body is read once
  return answer;
};
WebAssembly.instantiateStreaming = async (_, imports) => {
  const module = await program;
  return { module, instance: await WebAssembly.instantiate(module, imports) };
};

async function start(load, first, more) {
  const { default: createPyodideModule } = await import(`${files}pyodide.asm.mjs`);
  const pyodide = await load({
    indexURL: files,
    stdLibURL: `${files}python.zip`,
    lockFileContents: PYTHON_LOCK, // of packages, and we load none
    createPyodideModule,
  });
  pyodide.pyimport(first);
  const { learn } = pyodide.pyimport("live.shared.words");
  for (const text of await Promise.all([...words, ...more])) learn(self.name, text);
  return pyodide.pyimport("live.worker.calls").call;
}

// Answers { id, name, args } with { id, value } or { id, problem }. `load` starts
// Pyodide with the options that it is given, `first` is the module of the usual first
// question, `late` a file of sentences besides; `prepare` is called when Python has
// started, before the first answer. What is asked about a `file` is asked `within`.
export function serve({
  load = startPyodide,
  first = "live.calculator.answer",
  late,
  prepare = () => {},
  within = (file, ask) => ask(),
} = {}) {
  const typesetting = import(new URL("katex.mjs", import.meta.url).href);
  const python = start(load, first, late ? sentences(late) : []);
  const started = Promise.all([python, typesetting]).then(
    ([call, { default: katex }]) => (prepare(), { call, katex }),
  );
  started.then(
    () => send({ ready: true }),
    (error) => send({ failed: error.message }),
  );
  self.onmessage = async ({ data: { id, name, args, file } }) => {
    try {
      const { call, katex } = await started;
      const value = JSON.parse(within(file, () => call(name, JSON.stringify(args))));
      if (value.html) value.html = renderMathematics(katex, value.html);
      send({ id, value });
    } catch (error) {
      send({ id, problem: error.message });
    }
  };
}
