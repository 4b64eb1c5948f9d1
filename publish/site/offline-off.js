// Put in the place of sw.js, this file ends the service worker in every browser.
self.addEventListener("install", () => skipWaiting());
self.addEventListener("activate", (event) => {
  const end = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("gatecount-")) await caches.delete(name);
    }
    await registration.unregister();
  };
  event.waitUntil(end());
});
