// The pacer, the timer and the voice. Without this file the words of the pages do the same.

/** Speak a text, where the machine can; it needs no connection. */
function speak(text) {
  if (!("speechSynthesis" in window)) return null;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = document.documentElement.lang;
  speechSynthesis.speak(said);
  return said;
}

/** A short tone, for eyes that are closed. */
function tone(hertz, seconds = 0.25) {
  tone.context ??= new AudioContext();
  const { context } = tone;
  const sound = context.createOscillator();
  const gain = context.createGain();
  gain.gain.value = 0.08;
  sound.frequency.value = hertz;
  sound.connect(gain).connect(context.destination);
  sound.start();
  sound.stop(context.currentTime + seconds);
}

/** Silence, at once. */
function quiet() {
  globalThis.speechSynthesis?.cancel();
  tone.context?.close();
  tone.context = null;
}

/** Keep the screen awake, or let it sleep again; a device may refuse. */
function awake(isOn) {
  const { lock } = awake;
  if (isOn && lock) return;
  awake.lock = isOn ? navigator.wakeLock?.request("screen").catch(() => null) : null;
  lock?.then((held) => held?.release());
}

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || !awake.lock) return;
  awake(false); // a page that was out of view has lost its lock
  awake(true);
});

globalThis.lumbago = { speak, tone, quiet, awake };

/** Breathing by counts: seconds of in, pause and out; a part of no length is left out. */
class Pacer {
  constructor(box) {
    this.box = box;
    this.cue = box.querySelector(".cue");
    this.image = box.querySelector(".image");
    for (const button of document.querySelectorAll("[data-pace]")) {
      button.addEventListener("click", () => this.start(button.dataset.pace.split(" ").map(Number)));
    }
  }

  start(seconds, { minutes = Infinity, cues = { sound: true, voice: "voice" in this.box.dataset } } = {}) {
    clearTimeout(this.next);
    quiet();
    this.cues = cues;
    this.box.classList.toggle("runs", seconds.length === 3);
    this.cue.textContent = "";
    if (this.image) this.image.textContent = seconds.length === 3 && cues.image ? this.box.dataset.image : "";
    this.end = Date.now() + minutes * 60_000;
    this.breaths = 0;
    awake(seconds.length === 3);
    if (seconds.length === 3) this.breathe(seconds, 0);
  }

  breathe(seconds, part) {
    if (part === 0 && Date.now() >= this.end) {
      const { breaths } = this;
      this.start([]);
      this.cue.textContent = [this.box.dataset.end, this.box.dataset.breaths && `${this.box.dataset.breaths}: ${breaths}.`].filter(Boolean).join(" ");
      return;
    }
    if (part === 0) this.breaths += 1;
    if (!seconds[part]) {
      this.breathe(seconds, (part + 1) % 3);
      return;
    }
    const words = [this.box.dataset.in, this.box.dataset.hold, this.box.dataset.out];
    this.cue.textContent = `${words[part]} ${seconds[part]}`;
    this.box.style.setProperty("--phase", `${seconds[part]}s`);
    this.box.style.setProperty("--breath", part === 2 ? ".55" : "1");
    if (this.cues.sound) tone([440, 520, 330][part]);
    if (this.cues.buzz) navigator.vibrate?.([[200], [60], [60, 80, 60]][part]);
    if (this.cues.voice) speak(words[part]);
    this.next = setTimeout(() => this.breathe(seconds, (part + 1) % 3), seconds[part] * 1000);
  }
}

/** The page of the pacer: what is chosen, and what a lung disease makes of it. */
class Breathing {
  constructor(box) {
    this.box = box;
    this.pacer = new Pacer(box.querySelector("[data-pacer]"));
    this.gentle = box.dataset.gentle.split(",");
    box.addEventListener("change", () => this.show());
    box.querySelector("[data-breathe-start]").addEventListener("click", () => this.start());
    box.querySelector("[data-dizzy]").addEventListener("click", () => this.dizzy());
    this.show();
  }

  chosen(name) {
    return this.box.querySelector(`[name="${name}"]:checked`)?.value ?? "";
  }

  /** The seconds that count: no pause before a "no" to the question of the lungs. */
  get seconds() {
    const own = ["in", "pause", "out"].map((part) => Number(this.box.querySelector(`#own-${part}`).value));
    const set = this.chosen("pattern") === "own" ? own : this.chosen("pattern").split(" ").map(Number);
    if (this.chosen("lungs") === "no") return set;
    if (!this.chosen("lungs")) return [set[0], 0, set[2]];
    const [most] = this.gentle.map((pattern) => pattern.split(" ").map(Number));
    const longest = Math.max(...this.gentle.map((pattern) => Number(pattern.split(" ")[2])));
    return [Math.min(set[0], most[0]), 0, Math.min(set[2], longest)];
  }

  show() {
    this.box.querySelector("[data-own]").hidden = this.chosen("pattern") !== "own";
    const { dataset } = this.pacer.box;
    const parts = [dataset.in, dataset.hold, dataset.out].map((word, n) => this.seconds[n] && `${word} ${this.seconds[n]}`);
    this.box.querySelector("[data-told-pattern]").textContent = `${dataset.pattern} ${parts.filter(Boolean).join(", ")}`;
  }

  start() {
    const cues = {};
    for (const input of this.box.querySelectorAll("[data-cue]")) cues[input.dataset.cue] = input.checked;
    this.pacer.start(this.seconds, { minutes: Number(this.box.querySelector("#minutes").value), cues });
  }

  dizzy() {
    this.pacer.start([]);
    const help = document.querySelector("#dizzy");
    help.focus();
    help.scrollIntoView();
  }
}

class Timer {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[role=status]");
    form.querySelector("[data-timer-start]").addEventListener("click", () => this.start());
    form.querySelector("[data-timer-stop]").addEventListener("click", () => this.stop());
  }

  stop() {
    clearInterval(this.ticks);
    quiet();
    this.said.textContent = "";
  }

  start() {
    clearInterval(this.ticks);
    this.end = Date.now() + Number(this.form.querySelector("[name=minutes]:checked").value) * 60_000;
    this.check = Date.now() + 300_000;
    this.ticks = setInterval(() => this.tick(), 1000);
    this.tell(this.left());
  }

  left() {
    return `${Math.max(0, Math.ceil((this.end - Date.now()) / 60_000))} ${this.form.dataset.left}`;
  }

  tell(text) {
    if (this.said.textContent !== text) this.said.textContent = text;
  }

  call(text) {
    this.tell(text);
    tone(660, 0.8);
    speak(text);
  }

  tick() {
    if (Date.now() >= this.end) {
      clearInterval(this.ticks);
      this.call(this.form.dataset.end);
    } else if (Date.now() >= this.check) {
      this.check += 300_000;
      this.shown = Date.now() + 30_000;
      this.call(this.form.dataset.check);
    } else if (!(this.shown > Date.now())) {
      this.tell(this.left());
    }
  }
}

/** A spasm that was noted down without a connection waits on this device until it could be kept. */
class SpasmLog {
  static queue = "lumbago-spasm";

  constructor(form) {
    this.form = form;
    form.addEventListener("submit", (event) => this.save(event));
    addEventListener("online", () => this.sendAll());
    this.sendAll();
  }

  get waiting() {
    return JSON.parse(localStorage.getItem(SpasmLog.queue) ?? "[]");
  }

  set waiting(entries) {
    if (entries.length) localStorage.setItem(SpasmLog.queue, JSON.stringify(entries));
    else localStorage.removeItem(SpasmLog.queue);
  }

  /** The time as this device has it, with its distance to UTC. */
  static localTime() {
    const away = -new Date().getTimezoneOffset();
    const two = (n) => String(Math.trunc(Math.abs(n))).padStart(2, "0");
    const local = new Date(Date.now() + away * 60_000).toISOString().slice(0, 19);
    return `${local}${away < 0 ? "-" : "+"}${two(away / 60)}:${two(away % 60)}`;
  }

  /** Send one; the page that the device kept has an old token. Throws when nobody answers. */
  async post(fields) {
    const body = new URLSearchParams(fields);
    const fresh = await fetch("/diary/token", { signal: AbortSignal.timeout(8000) });
    body.set("token", (await fresh.json()).token);
    const answer = await fetch(this.form.action, { method: "POST", body, signal: AbortSignal.timeout(8000) });
    if (answer.status >= 500 || answer.status === 403) throw new Error("not kept");
    return answer;
  }

  async save(event) {
    if (event.defaultPrevented) return; // a second tap, while the first is on its way
    event.preventDefault();
    this.form.elements.at.value = SpasmLog.localTime();
    const fields = [...new FormData(this.form)];
    try {
      location.assign((await this.post(fields)).url);
    } catch {
      this.waiting = [...this.waiting, fields];
      this.form.reset();
      delete this.form.dataset.sent;
      this.form.querySelector("[role=status]").textContent = this.form.dataset.waiting;
    }
  }

  async sendAll() {
    while (navigator.onLine && this.waiting.length) {
      const [first, ...rest] = this.waiting;
      try {
        await this.post(first);
      } catch {
        return;
      }
      this.waiting = rest;
    }
  }
}

for (const box of document.querySelectorAll("[data-breathe]")) new Breathing(box);
for (const box of document.querySelectorAll("[data-pacer]")) {
  if (!box.closest("[data-breathe]")) new Pacer(box);
}
for (const form of document.querySelectorAll("[data-timer]")) new Timer(form);
for (const button of document.querySelectorAll("[data-aloud]")) {
  const words = button.textContent;
  const show = (isRead) => (button.textContent = isRead ? button.dataset.aloud : words);
  button.addEventListener("click", () => {
    const wasRead = button.textContent !== words;
    globalThis.speechSynthesis?.cancel();
    show(!wasRead);
    if (wasRead) return;
    const lines = [...document.querySelectorAll("[data-say]")];
    lines.forEach((line, n) => {
      const said = speak(line.textContent);
      if (said && n === lines.length - 1) said.onend = () => show(false);
    });
  });
}
for (const form of document.querySelectorAll("[data-spasm]")) new SpasmLog(form);
