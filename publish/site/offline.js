// The service worker: with a network the pages come from it, so none is ever old;
// without one they come from what was kept of this very build.
//
// FILES is put before this line by offline.py: address -> SHA-256, PYTHON likewise.
const MISSING = "offline.html";
const NAME = `gatecount-site ${registration.scope}`;
const EVERY = { ...FILES, ...PYTHON };

const absolute = (path) => new URL(path, registration.scope).href;
const key = (path) => `${absolute(path)}?${encodeURIComponent(EVERY[path])}`;

// A file whose content is not that of this build is refused, not kept.
async function keep(paths) {
  const cache = await caches.open(NAME);
  for (const path of paths) {
    if (await cache.match(key(path))) continue;
    const integrity = `sha256-${EVERY[path]}`;
    const options = { integrity, cache: "no-cache", priority: "low" };
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

async function kept(url, mode) {
  const path = (url.origin + url.pathname).slice(registration.scope.length);
  const cache = await caches.open(NAME);
  const found = path in EVERY && (await cache.match(key(path)));
  return found || (mode === "navigate" ? missing(cache) : Response.error());
}

// Our own page in place of the browser's; its links begin where the site does.
async function missing(cache) {
  const page = await cache.match(key(MISSING));
  if (!page) return Response.error();
  const base = `<head><base href="${registration.scope}">`;
  const html = (await page.text()).replace("<head>", base);
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html" } });
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep(Object.keys(FILES)).then(() => skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => clients.claim()));
});
// Python is large: it is kept once a reader has used it.
self.addEventListener("message", (event) => {
  if (event.data !== "python") return;
  const [asking] = event.ports; // who asked for it wants to know
  const kept = keep(Object.keys(PYTHON)).then(
    () => asking?.postMessage("kept"),
    () => asking?.postMessage("failed"),
  );
  event.waitUntil(kept);
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  const { mode } = event.request;
  event.respondWith(fetch(event.request).catch(() => kept(url, mode)));
});
