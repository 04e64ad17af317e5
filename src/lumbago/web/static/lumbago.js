// Everything works without this file. It makes some things quicker.

const KEPT = "lumbago-kept";
const RESULT = "/result";
const DAY = 24 * 60 * 60 * 1000;

/** A line is a yes or not sure, never both. */
function keepOneTick(form) {
  form.addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    const other = target.name === "yes" ? "unsure" : "yes";
    const box = target.closest(".sign")?.querySelector(`[name="${other}"]`);
    if (box) box.checked = false;
  });
}

/** A second tap while the answer is on its way is no second answer. */
function sendOnce(form) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
}

/** The kept result as it is stored, or nothing; one that is too old is removed. */
async function kept() {
  const found = (await caches.has(KEPT)) && (await (await caches.open(KEPT)).match(RESULT));
  if (found && Date.now() < Date.parse(found.headers.get("x-kept-until"))) return found;
  await caches.delete(KEPT);
  return null;
}

/** The page in view as it is kept: with the time, without what needs a connection. */
function copyOfPage() {
  const page = document.documentElement.cloneNode(true);
  page.querySelectorAll("form, nav, .after, [rel=manifest]").forEach((part) => part.remove());
  const note = page.querySelector("[data-kept-note]");
  note.hidden = false;
  note.querySelector("time").textContent = new Date().toLocaleString(page.lang);
  return `<!doctype html>${page.outerHTML}`;
}

async function keep() {
  const until = new Date(Date.now() + DAY).toISOString();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'self'; base-uri 'none'; object-src 'none'",
    "x-kept-until": until,
  };
  await (await caches.open(KEPT)).put(RESULT, new Response(copyOfPage(), { headers }));
}

/** The button on the result that keeps it for a day, and removes it again. */
async function offerToKeep(part) {
  const [button, said] = [part.querySelector("button"), part.querySelector("[role=status]")];
  const isCopy = document.querySelector("[data-kept-note]:not([hidden])") !== null;
  let isKept = (await kept()) !== null;
  const show = () => (button.textContent = isKept ? part.dataset.remove : part.dataset.keep);
  button.addEventListener("click", async () => {
    await (isKept ? caches.delete(KEPT) : keep());
    if (isCopy) return location.assign("/");
    isKept = !isKept;
    said.textContent = isKept ? part.dataset.done : "";
    show();
  });
  show();
  part.hidden = false;
}

for (const form of document.querySelectorAll("form.signs")) keepOneTick(form);
for (const form of document.querySelectorAll("form")) sendOnce(form);
for (const form of document.querySelectorAll('form[action="/forget"]')) {
  form.addEventListener("submit", () => {
    sessionStorage.clear();
    for (const queue of ["lumbago-diary", "lumbago-spasm"]) localStorage.removeItem(queue);
    for (const name of [KEPT, "lumbago-session"]) window.caches?.delete(name);
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => {
    for (const fold of document.querySelectorAll("details.others, .cause details")) fold.open = true;
    print();
  });
}
if ("serviceWorker" in navigator && "caches" in window) {
  navigator.serviceWorker.register("/service-worker.js").catch(() => {});
  for (const part of document.querySelectorAll("[data-keep]")) offerToKeep(part);
  for (const link of document.querySelectorAll("[data-kept-link]")) {
    kept().then((found) => (link.hidden = !found));
  }
}
