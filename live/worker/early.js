// Stands in the page's head: starts the worker while the rest of the page is still
// on its way, and keeps what it says until python.mjs takes it over.
if (!navigator.connection?.saveData) {
  try {
    const address = new URL(document.currentScript.dataset.worker, location).href;
    const worker = new Worker(address, {
      type: "module",
      name: document.documentElement.lang,
    });
    const kept = [];
    worker.onmessage = worker.onerror = (event) => kept.push(event);
    globalThis.earlyPython = { address, worker, kept };
  } catch {
    // python.mjs tries again, and says so
  }
}
