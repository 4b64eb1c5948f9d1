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
