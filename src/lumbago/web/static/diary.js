// The diary on a device that may lose its connection: an entry waits here until it could be kept.
// Without this file the form is sent as any other.

const QUEUE = "lumbago-diary";
const all = () => JSON.parse(localStorage.getItem(QUEUE) ?? "[]");
const note = document.querySelector("[data-queue]");

function keep(entries) {
  if (entries.length) localStorage.setItem(QUEUE, JSON.stringify(entries));
  else localStorage.removeItem(QUEUE);
}

function tell(key) {
  note.textContent = note.dataset[key];
  note.hidden = false;
}

/** The time as this device has it, with its distance to UTC. */
function localTime() {
  const now = new Date();
  const offset = -now.getTimezoneOffset();
  const local = new Date(now.getTime() + offset * 60000).toISOString().slice(0, 19);
  const two = (n) => String(Math.trunc(Math.abs(n))).padStart(2, "0");
  return `${local}${offset < 0 ? "-" : "+"}${two(offset / 60)}:${two(offset % 60)}`;
}

/** A token that is good now: that of a page which the device kept may be old. */
async function freshToken() {
  const answer = await fetch("/diary/token", { signal: AbortSignal.timeout(8000) });
  return (await answer.json()).token;
}

/** Send one entry. Throws when nobody answers; what is refused comes back as such. */
async function post(fields) {
  const body = new URLSearchParams(fields);
  body.set("token", await freshToken());
  const answer = await fetch("/diary", { method: "POST", body, signal: AbortSignal.timeout(8000) });
  if (answer.status >= 500 || answer.status === 403) throw new Error("not kept");
  return answer;
}

let isSending = false;

/** Send what waits, the oldest first; one that is refused stays, so that nothing is lost. */
async function sendAll() {
  if (isSending) return;
  isSending = true;
  await sendEach().finally(() => (isSending = false));
}

async function sendEach() {
  const refused = [];
  let came = null;
  while (all().length) {
    const [first, ...rest] = all();
    let answer;
    try {
      answer = await post(first);
    } catch {
      keep([...refused, ...all()]);
      return tell("waiting");
    }
    if (answer.ok) came = answer.url;
    else refused.push(first);
    keep(rest);
  }
  keep(refused);
  if (refused.length) tell("refused");
  else if (came?.endsWith("/diary/danger")) location.assign(came);
  else if (came) tell("kept");
}

async function save(event) {
  if (event.defaultPrevented) return; // a second tap, while the first is on its way
  const form = event.target;
  event.preventDefault();
  form.elements.at.value = localTime();
  form.elements.zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  if (!form.elements.entry.value) form.elements.entry.value = newId();
  const fields = [...new FormData(form)];
  try {
    const answer = await post(fields);
    if (answer.ok) return location.assign(answer.url);
    delete form.dataset.sent;
    tell("refused");
  } catch {
    const dangers = [...form.querySelectorAll('[name="sign"]:checked')].some((box) => box.value !== "none");
    keep([...all(), fields]);
    form.reset();
    form.elements.entry.value = newId();
    delete form.dataset.sent;
    tell("waiting");
    if (dangers) return location.assign("/offline");
  }
  note.scrollIntoView({ block: "center" });
}

/** An id, also where the page came over plain HTTP. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

/** "None of these" and a sign are never both there. */
function keepOneAnswer(form) {
  form.addEventListener("change", ({ target }) => {
    if (target.name !== "sign" || !target.checked) return;
    for (const box of form.querySelectorAll('[name="sign"]')) {
      if ((box.value === "none") !== (target.value === "none")) box.checked = false;
    }
  });
}

for (const form of document.querySelectorAll("[data-diary]")) {
  form.addEventListener("submit", save);
  keepOneAnswer(form);
}
addEventListener("online", () => all().length && sendAll());
if (all().length) sendAll();
