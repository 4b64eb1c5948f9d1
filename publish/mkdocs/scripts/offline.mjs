// Keeps the site for offline use; see publish/offline.js. A reader who saves data
// is not given what was not asked for.

const root = new URL("../../", import.meta.url);
const PAUSE = 2_000; // ms in which no live part of the page has changed its state

const keep = () =>
  navigator.serviceWorker?.register(new URL("sw.js", root)).catch(({ message }) => {
    console.info(`Nothing is kept for offline use: ${message}`);
  });

// Some ninety files must not get in the way of Python's: the first answer comes first.
const settle = () => {
  let waiting;
  const wait = () => {
    clearTimeout(waiting);
    if (document.querySelector('[data-state="loading"]')) return;
    waiting = setTimeout(() => {
      states.disconnect();
      keep();
    }, PAUSE);
  };
  const states = new MutationObserver(wait);
  states.observe(document.body, { subtree: true, attributeFilter: ["data-state"] });
  wait();
};

if (!navigator.connection?.saveData) addEventListener("load", settle);

// The button that keeps all at once, Python too, and says when it is there.
for (const button of document.querySelectorAll("[data-keep]")) {
  if (!navigator.serviceWorker) break;
  const words = JSON.parse(button.dataset.keep);
  const say = (name) => (button.nextElementSibling.textContent = words[name]);
  button.hidden = false;
  button.addEventListener("click", async () => {
    say("keeping");
    await keep();
    const worker = await ready();
    if (!worker) return say("failed");
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => say(data);
    worker.postMessage("python", [port2]);
  });
}

// The worker once it has kept the pages; none where that failed.
async function ready() {
  const kept = await navigator.serviceWorker.getRegistration(root);
  const worker = kept?.installing ?? kept?.waiting ?? kept?.active;
  while (worker && !/activated|redundant/.test(worker.state)) {
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  }
  return worker?.state === "activated" && worker;
}
