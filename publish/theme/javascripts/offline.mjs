// Keeps the site for offline use; see publish/offline.js. A reader who saves data
// is not given what was not asked for.

const root = new URL("../../", import.meta.url);

if (!navigator.connection?.saveData) {
  addEventListener("load", () => {
    navigator.serviceWorker?.register(new URL("sw.js", root)).catch(({ message }) => {
      console.info(`Nothing is kept for offline use: ${message}`);
    });
  });
}
