// Keeps the shell and the offline page, and never a page with answers on it. The offline page is
// in LANGUAGE: after another choice the browser finds another worker here and fetches it anew.
const SHELL = "lumbago-VERSION-LANGUAGE";
const FILES = [
  "/offline",
  "/icon.svg",
  "/static/VERSION/lumbago.css",
  "/static/VERSION/lumbago.js",
  "/static/VERSION/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("lumbago-") && name !== SHELL;
  const drop = (names) => Promise.all(names.filter(old).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("/offline")));
  } else if (FILES.includes(pathname)) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  }
});
