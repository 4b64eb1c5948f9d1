// The service worker: with a network the pages come from it, so none is ever old;
// without one they come from what was kept of this very build.
//
// FILES is put before this line by offline.py: address -> SHA-256, PYTHON likewise.
const NAME = `gatecount-site ${registration.scope}`;
const EVERY = { ...FILES, ...PYTHON };

const absolute = (path) => new URL(path, registration.scope).href;
const key = (path) => `${absolute(path)}?${encodeURIComponent(EVERY[path])}`;

// A file whose content is not that of this build is refused, not kept.
async function keep(paths) {
  const cache = await caches.open(NAME);
  for (const path of paths) {
    if (await cache.match(key(path))) continue;
    const options = { integrity: `sha256-${EVERY[path]}`, cache: "no-cache" };
    const response = await fetch(absolute(path), options);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    await cache.put(key(path), response);
  }
}

async function forget() {
  const cache = await caches.open(NAME);
  const wanted = new Set(Object.keys(EVERY).map(key));
  for (const { url } of await cache.keys()) {
    if (!wanted.has(url)) await cache.delete(url);
  }
}

async function kept(url) {
  const path = (url.origin + url.pathname).slice(registration.scope.length);
  const cache = await caches.open(NAME);
  return (path in EVERY && (await cache.match(key(path)))) || Response.error();
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep(Object.keys(FILES)).then(() => skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => clients.claim()));
});
// Python is large: it is kept once a reader has used it.
self.addEventListener("message", (event) => {
  if (event.data === "python") event.waitUntil(keep(Object.keys(PYTHON)));
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  event.respondWith(fetch(event.request).catch(() => kept(url)));
});
