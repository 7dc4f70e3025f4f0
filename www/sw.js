/** Keeps the page for use without a network. `KEPT` and `VERSION` are put in by the build. */

const cacheName = `comity-${VERSION}`;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(KEPT)));
  // A page that is open has everything in memory already: the next one may have the new edition.
  skipWaiting();
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("comity-") && name !== cacheName;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  const kept = request.mode === "navigate" ? "./" : request;
  event.respondWith(caches.open(cacheName).then(async (cache) => (await cache.match(kept)) ?? fetch(request)));
});
