// The diary on a device that may lose its connection: an entry waits here until it could be kept.
// Without this file the form is sent as any other.

const QUEUE = "lumbago-diary";
const all = () => JSON.parse(localStorage.getItem(QUEUE) ?? "[]");
const note = document.querySelector("[data-queue]");

const WHOSE = "lumbago-diary-person"; // whose page this device showed last: an id, no name
const idOf = (fields) => fields.find(([name]) => name === "entry")?.[1];

function keep(entries) {
  if (entries.length) localStorage.setItem(QUEUE, JSON.stringify(entries));
  else localStorage.removeItem(QUEUE);
}

/** Take an entry out. What waits is read anew: another may have come in while this was sent. */
const drop = (id) => keep(all().filter((fields) => idOf(fields) !== id));

function tell(key, words = "") {
  note.textContent = words || note.dataset[key];
  note.hidden = false;
}

/** What the page that came back says is wrong. */
async function problemOf(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.querySelector(".problem")?.lastChild.textContent.trim() ?? "";
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
  const refused = new Map();
  let came = null;
  for (;;) {
    const next = all().find((fields) => !refused.has(idOf(fields)));
    if (!next) break;
    let answer;
    try {
      answer = await post(next);
    } catch {
      return tell("waiting");
    }
    if (answer.ok) {
      came = answer.url;
      drop(idOf(next));
    } else refused.set(idOf(next), await problemOf(answer));
  }
  const first = all().find((fields) => refused.has(idOf(fields)));
  if (first) giveBack(first, refused.get(idOf(first)));
  else if (came?.endsWith("/diary/danger")) location.assign(came);
  else if (came) tell("kept");
}

/** Put what was refused into the form again, unless somebody writes there; it waits until saved. */
function giveBack(fields, problem) {
  tell("refused", problem);
  const form = document.querySelector("[data-diary]");
  if (!form || isTouched(form)) return;
  const mine = new Set(["token", "person", "alone", "at", "zone"]);
  for (const [name, value] of fields) {
    if (mine.has(name) || value === "") continue;
    for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
      if (field.type === "checkbox" || field.type === "radio") field.checked ||= field.value === value;
      else field.value = value;
      if (field.type !== "hidden") field.closest("details")?.setAttribute("open", "");
    }
  }
}

const isTouched = (form) =>
  [...form.querySelectorAll("input:not([type=hidden]), textarea")].some(
    (field) => field.checked !== field.defaultChecked || field.value !== field.defaultValue,
  );

/** Whose entry this is: that of the page, or of the page before where this one knows nobody. */
function withWhose(fields) {
  const known = localStorage.getItem(WHOSE);
  const isAlone = fields.some(([name, value]) => name === "alone" && value === "yes");
  if (!isAlone || known === null) return fields;
  const own = { person: known, alone: "" };
  return fields.map(([name, value]) => [name, own[name] ?? value]);
}

async function save(event) {
  if (event.defaultPrevented) return; // a second tap, while the first is on its way
  const form = event.target;
  event.preventDefault();
  form.elements.at.value = localTime();
  form.elements.zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  if (!form.elements.entry.value) form.elements.entry.value = newId();
  const fields = withWhose([...new FormData(form)]);
  try {
    const answer = await post(fields);
    if (answer.ok) {
      drop(idOf(fields));
      return location.assign(answer.url);
    }
    delete form.dataset.sent;
    tell("refused", await problemOf(answer));
  } catch {
    delete form.dataset.sent;
    wait(form, fields);
  }
  note.scrollIntoView({ block: "center" });
}

/** Let an entry wait on this device, or say that it cannot: then it stays in the form. */
function wait(form, fields) {
  const dangers = fields.some(([name, value]) => name === "sign" && value !== "none");
  try {
    keep([...all().filter((other) => idOf(other) !== idOf(fields)), fields]);
    form.reset();
    form.elements.entry.value = newId();
    tell("waiting");
  } catch {
    tell("full");
  }
  if (dangers) location.assign("/offline");
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

function remember(person) {
  try {
    localStorage.setItem(WHOSE, person);
  } catch {
    // a device that keeps nothing: an entry without a connection then stays in the form
  }
}

for (const form of document.querySelectorAll("[data-diary]")) {
  form.addEventListener("submit", save);
  if (form.elements.alone.value !== "yes") remember(form.elements.person.value);
  keepOneAnswer(form);
}
addEventListener("online", () => all().length && sendAll());
if (all().length) sendAll();
