// Keeps the look and two pages for when there is no connection. A page with answers on it is kept
// only after the person asked for it: that is done in lumbago.js, and for a session that runs in
// player.js. This file only shows it.
// The words are in LANGUAGE: after another choice the browser finds another worker here.
const SHELL = "lumbago-VERSION-LANGUAGE";
const KEPT = "lumbago-kept";
const SESSION = "lumbago-session";
const OFFLINE = "/offline";
const SPASM = "/spasm/alone"; // the page of /spasm that knows nothing of a visit
const BREATHE = "/breathe/alone"; // the page of /breathe that knows nothing of a visit
const DIARY = "/diary/alone"; // an empty form; what is written waits on the device
const FILES = [OFFLINE, SPASM, BREATHE, DIARY, ...SHELL_FILES];

addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll(FILES)).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("lumbago-") && ![SHELL, KEPT, SESSION].includes(name);
  const drop = (names) => Promise.all(names.filter(old).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(drop).then(() => clients.claim()));
});

/** The result or the session that was kept, unless it is too old to be shown to anybody. */
async function kept(path) {
  for (const name of [KEPT, SESSION]) {
    const found = (await caches.has(name)) && (await (await caches.open(name)).match(path));
    if (found && Date.now() < Date.parse(found.headers.get("x-kept-until"))) return found;
    if (found) await caches.delete(name);
  }
  return undefined;
}

/** From the network; without one, what was kept, or the page that says so. */
async function navigate(request, path) {
  try {
    return await fetch(request);
  } catch {
    if (path === "/spasm") return caches.match(SPASM);
    if (path === "/breathe") return caches.match(BREATHE);
    if (path === "/diary" && request.method === "GET") return caches.match(DIARY);
    return (request.method === "GET" && (await kept(path))) || caches.match(OFFLINE);
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate") {
    event.respondWith(navigate(request, pathname));
    // The numbers of another country, for when there is no connection.
    if (pathname === "/help" && request.method === "GET") {
      event.waitUntil(caches.open(SHELL).then((cache) => cache.addAll([OFFLINE, SPASM, BREATHE, DIARY])).catch(() => {}));
    }
  } else if (request.method === "GET" && (FILES.includes(pathname) || pathname.endsWith(".svg"))) {
    event.respondWith(caches.match(request).then((found) => found || fetch(request)));
  }
});
