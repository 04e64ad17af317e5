// Leads through a session: counts, says, shows, and stops at once. What is counted comes with the
// page. Without this file the page is a list to read, with a form at its end.

const SESSION = "lumbago-session";
const QUEUE = "lumbago-queue";
const STATE = "lumbago-player";
const HALF_A_DAY = 12 * 60 * 60 * 1000;
const GAP = 3000; // no tick for so long: the screen was off, so wait for the person
const RED = 5; // more pain than that, and a move is over for today
const COUNTED = new Set(["go", "hold", "back"]);

/** The one clock. */
const now = () => Date.now();

/** Texts in a row, each a sentence of its own, so that a voice rests between two of them. */
const spoken = (texts) => texts.filter(Boolean).map((text) => (/[.!?]$/.test(text) ? text : `${text}.`)).join(" ");

/** Results that wait for a connection: kept in this tab alone, until they were sent. */
const queue = {
  all: () => JSON.parse(sessionStorage.getItem(QUEUE) ?? "[]"),
  keep(all) {
    if (all.length) sessionStorage.setItem(QUEUE, JSON.stringify(all));
    else sessionStorage.removeItem(QUEUE);
  },
  add(address, fields) {
    this.keep([...this.all(), { address, fields }]);
  },

  /** Send what waits, the oldest first. Returns the address that came back, or why none did. */
  async send() {
    let came = null;
    while (this.all().length) {
      const [{ address, fields }, ...rest] = this.all();
      let answer;
      try {
        const body = new URLSearchParams(fields);
        answer = await fetch(address, { method: "POST", body, signal: AbortSignal.timeout(8000) });
      } catch {
        return { isWaiting: true };
      }
      if (answer.status >= 500) return { isWaiting: true };
      this.keep(rest);
      came = { address: answer.url, isRefused: !answer.ok };
    }
    return came;
  },
};

/** What is said, sounded and felt; each can be switched off. */
class Cues {
  constructor(box) {
    this.on = { voice: true, sound: true, buzz: true, breath: true };
    for (const input of box.querySelectorAll("[data-cue]")) {
      input.addEventListener("change", () => this.set(box, input.dataset.cue, input.checked));
    }
  }

  set(box, cue, isOn) {
    this.on[cue] = isOn;
    for (const twin of box.querySelectorAll(`[data-cue="${cue}"]`)) twin.checked = isOn;
    if (!isOn && cue === "voice") globalThis.speechSynthesis?.cancel();
  }

  say(text) {
    if (!this.on.voice || !globalThis.lumbago) return;
    globalThis.speechSynthesis?.cancel();
    lumbago.speak(text);
  }

  beat(hertz, milliseconds) {
    if (this.on.sound) globalThis.lumbago?.tone(hertz, milliseconds / 1000);
    if (this.on.buzz) navigator.vibrate?.(milliseconds);
  }

  silence() {
    globalThis.lumbago?.quiet();
    navigator.vibrate?.(0);
  }
}

class Player {
  constructor(box) {
    this.box = box;
    this.parsed = new Map();
    this.said = JSON.parse(box.dataset.said);
    this.items = [...box.querySelectorAll("[data-item]")];
    this.cues = new Cues(box);
    this.key = `${STATE} ${location.pathname}`;
    this.state = { phase: "check", item: 0, beat: 0, left: null, kinds: {}, leaves: [], done: {}, felt: {}, before: "" };
    this.form = box.querySelector('form[data-part="finish"]');
    this.stopForm = box.querySelector("[data-stop]");
    this.hurtBox = box.querySelector("[data-hurt]");
    this.restore();
    this.listen();
    this.show();
    this.told(this.state.phase === "paused" ? this.said.paused : "");
    if (queue.all().length) this.send();
  }

  // -- What is kept, so that a reload or a locked screen loses nothing.

  save() {
    if (this.isOver) return;
    const left = this.state.phase === "run" ? Math.max(0, this.end - now()) : this.state.left;
    sessionStorage.setItem(this.key, JSON.stringify({ ...this.state, left, on: this.cues.on }));
  }

  restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    if (!kept) return;
    const { on, ...state } = kept;
    this.state = { ...this.state, ...state };
    if (["run", "hurt"].includes(state.phase)) this.state.phase = "paused"; // it never runs on unseen
    for (const [cue, isOn] of Object.entries(on)) this.cues.set(this.box, cue, isOn);
  }

  forget() {
    this.isOver = true;
    sessionStorage.removeItem(this.key);
    globalThis.caches?.delete(SESSION).catch(() => {});
  }

  async keepPage() {
    if (!globalThis.caches) return;
    try {
      const [page, cache] = await Promise.all([fetch(location.pathname), caches.open(SESSION)]);
      const headers = new Headers(page.headers);
      headers.set("x-kept-until", new Date(now() + HALF_A_DAY).toISOString());
      await cache.put(location.pathname, new Response(await page.text(), { headers }));
      const pictures = this.items.flatMap((item) => [...item.querySelectorAll("[data-move]")])
        .flatMap((move) => [...this.drawings(move), move.querySelector("img")?.getAttribute("src")]);
      await Promise.allSettled([...new Set(pictures.filter(Boolean))].map((one) => cache.add(one)));
    } catch {
      // There is no connection already: what is in view goes on all the same.
    }
  }

  // -- The exercise in view.

  get move() {
    const item = this.items[this.state.item];
    return item.querySelector(`[data-move="${this.state.kinds[this.state.item] ?? ""}"]`);
  }

  /** What is gone through; getting ready is longer for whoever has it read out. */
  beats(move) {
    const key = `${this.cues.on.voice} ${move.dataset.beats}`;
    if (!this.parsed.has(key)) {
      const [ready, ...rest] = JSON.parse(move.dataset.beats);
      this.parsed.set(key, [["ready", this.cues.on.voice ? ready[2] : ready[1], 0, 0, ""], ...rest]);
    }
    return this.parsed.get(key);
  }

  text(part) {
    return this.move.querySelector(`[data-${part}]`)?.textContent.trim() ?? "";
  }

  /** The drawings of a move: one where both sides do the same, else one a side. */
  drawings(move) {
    const sided = JSON.parse(move.dataset.beats).some((beat) => beat[4]);
    return [move.dataset.figure, ...(sided ? [`${move.dataset.figure}?side=other`] : [])];
  }

  async draw() {
    const { move } = this;
    const place = move.querySelector(".move-figure");
    if (move.dataset.drawn || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    move.dataset.drawn = "yes";
    try {
      const found = await Promise.all(this.drawings(move).map(async (address) => {
        const answer = await fetch(address);
        if (!answer.ok) throw new Error("no drawing");
        const drawn = new DOMParser().parseFromString(await answer.text(), "image/svg+xml");
        return document.importNode(drawn.documentElement, true);
      }));
      for (const svg of found.slice(1)) svg.style.display = "none";
      place.replaceChildren(...found);
      this.pose();
    } catch {
      delete move.dataset.drawn; // the still picture stays
    }
  }

  /** The figure is where the count is: half way there at half of the seconds, and back. */
  pose() {
    const svgs = [...this.move.querySelectorAll(".move-figure svg")];
    if (!svgs.length) return;
    const [kind, length, , , side] = this.beats(this.move)[this.state.beat] ?? ["ready", 1];
    const isOther = svgs.length > 1 && side && side !== this.move.dataset.side;
    svgs.forEach((svg, n) => (svg.style.display = (n === 1) === isOther ? "" : "none"));
    const svg = svgs[isOther ? 1 : 0];
    const [there, leaves, over] = JSON.parse(this.move.dataset.turns);
    const isFree = kind === "time" || there === 0; // a walk or a rest has a pace of its own
    if (isFree && this.state.phase === "run") return svg.unpauseAnimations();
    svg.pauseAnimations();
    if (isFree) return;
    const share = 1 - Math.min(1, Math.max(0, this.rest() / 1000 / length));
    const at = { go: share * there, hold: there + share * (leaves - there), back: leaves + share * (over - leaves) };
    svg.setCurrentTime(Math.min(at[kind] ?? 0, over - 0.01));
  }

  /** A disc that widens with a breath in, and grows small with one out. */
  air() {
    const cue = this.box.querySelector("[data-breath]");
    const [kind, length, , , , breath] = this.beats(this.move)[this.state.beat] ?? ["ready", 1];
    cue.hidden = !breath || !this.cues.on.breath;
    if (cue.hidden) return;
    this.put("breath-word", this.said[`breath_${breath}`]);
    const share = 1 - Math.min(1, Math.max(0, this.rest() / 1000 / length));
    const full = { in: share, out: 1 - share, keep: 0.5 }[breath];
    if (!matchMedia("(prefers-reduced-motion: reduce)").matches) cue.style.setProperty("--air", 0.4 + 0.6 * full);
  }

  /** Milliseconds of this beat that remain. */
  rest() {
    return this.state.left ?? Math.max(0, (this.end ?? now()) - now());
  }

  frame() {
    if (this.state.phase !== "run") return;
    this.pose();
    this.air();
    this.frames = requestAnimationFrame(() => this.frame());
  }

  // -- Time.

  start() {
    const before = this.box.querySelector('[name="before"]:checked');
    this.state.before = before?.value ?? "";
    this.state.begun = this.form.elements.day.value;
    this.keepPage();
    this.state.phase = "run";
    this.enter();
  }

  /** Begin the beat that is next; `left` is what remains of it after a pause. */
  enter(left = null) {
    const beat = this.beats(this.move)[this.state.beat];
    this.end = now() + (left ?? beat[1] * 1000);
    this.last = now();
    this.state.left = null;
    this.announced = null;
    if (this.state.beat === 0) scrollTo(0, 0);
    clearInterval(this.ticks);
    this.ticks = setInterval(() => this.tick(), 200);
    cancelAnimationFrame(this.frames);
    this.frames = requestAnimationFrame(() => this.frame());
    globalThis.lumbago?.awake(true);
    this.show();
    if (left === null) this.announce(beat);
    else this.told(this.said.resume);
    this.save();
  }

  tick() {
    if (this.state.phase !== "run") return;
    const gap = now() - this.last;
    if (gap > GAP) {
      this.end += gap; // what went by unseen does not count
      return this.pause(this.said.gap);
    }
    this.last = now();
    const left = this.end - now();
    if (left <= 0) return this.advance();
    const seconds = Math.ceil(left / 1000);
    if (seconds !== this.announced) this.second(seconds);
  }

  /** Each second: the number on the screen, and the last three by ear. */
  second(seconds) {
    const [kind, length] = this.beats(this.move)[this.state.beat];
    this.announced = seconds;
    this.numbers();
    if (seconds <= 3 && length >= 5) this.cues.beat(440, 80);
    if (kind === "time" && length >= 60 && seconds === Math.round(length / 2)) {
      this.cues.say(this.said.half);
    }
  }

  advance() {
    do this.state.beat += 1;
    while (this.isLeft(this.beats(this.move)[this.state.beat]));
    if (this.state.beat < this.beats(this.move).length) return this.enter();
    this.state.done[this.state.item] = true;
    return this.goTo(this.state.item + 1);
  }

  /** Whether a beat is for a side that is left out of this move. */
  isLeft(beat) {
    return !!beat?.[4] && this.state.leaves.includes(beat[4]);
  }

  /** One side does not bear it: what remains of this move is for the other side alone. */
  leaveSide() {
    const side = this.beats(this.move)[this.state.beat]?.[4];
    if (!side || !["run", "paused"].includes(this.state.phase)) return;
    this.state.leaves.push(side);
    this.state.phase = "run";
    if (!this.beats(this.move).some((beat) => beat[4] && !this.isLeft(beat))) this.goTo(this.state.item + 1);
    else this.advance();
  }

  goTo(item) {
    this.state.beat = 0;
    this.state.leaves = [];
    this.state.left = null;
    this.state.item = Math.max(0, item);
    if (this.state.item >= this.items.length) return this.finish();
    if (this.state.phase === "paused") {
      this.show();
      return this.save();
    }
    return this.enter();
  }

  pause(why = this.said.paused) {
    if (this.state.phase !== "run") return;
    this.state.left = Math.max(0, this.end - now());
    this.halt("paused");
    this.told(why);
  }

  resume() {
    if (!["paused", "stopped", "hurt"].includes(this.state.phase)) return;
    this.state.phase = "run";
    this.enter(this.state.left);
  }

  /** Nothing runs, sounds or speaks from here on. */
  halt(phase) {
    clearInterval(this.ticks);
    this.cues.silence();
    globalThis.lumbago?.awake(false);
    this.state.phase = phase;
    this.show();
    this.save();
  }

  stop() {
    if (!["run", "paused", "hurt"].includes(this.state.phase)) return;
    this.hold();
    this.halt("stopped");
    this.focus("stopped");
  }

  /** Note what remains of the beat, before something takes its place. */
  hold() {
    if (this.state.phase === "run") this.state.left = Math.max(0, this.end - now());
  }

  /** This move hurts: everything waits for two taps. */
  hurt() {
    if (!["run", "paused"].includes(this.state.phase)) return;
    this.hold();
    this.halt("hurt");
    for (const tap of this.hurtBox.querySelectorAll(":checked")) tap.checked = false;
    this.put("hurt-name", this.text("name"));
    this.focus("hurt");
  }

  /** Keep how it felt; then the easier way, or the next move when it hurt too much. */
  felt() {
    if (this.state.phase !== "hurt") return;
    const old = this.state.felt[this.move.dataset.id] ?? {};
    const worse = (name) => {
      const tap = this.hurtBox.querySelector(`[name="hurt_${name}"]:checked`);
      return tap ? Math.max(Number(tap.value), old[name] ?? 0) : old[name] ?? null;
    };
    const pain = worse("pain");
    this.state.felt[this.move.dataset.id] = { pain, effort: worse("effort") };
    this.state.phase = "run";
    const easier = this.items[this.state.item].querySelector('[data-move="easier"]');
    const goesOn = easier && easier !== this.move && (pain ?? 0) <= RED;
    if (goesOn) this.instead("easier");
    else this.goTo(this.state.item + 1);
    this.told(goesOn ? this.said.noted_easier : this.said.noted_next);
  }

  finish() {
    this.state.item = this.items.length - 1;
    this.halt("finish");
    this.cues.beat(660, 400);
    this.cues.say(this.said.finished);
    this.focus("finish");
  }

  // -- What is seen and heard.

  side([, , , , side]) {
    return side ? this.said[side] : "";
  }

  announce(beat) {
    const [kind, seconds, rep, , side, breath] = beat;
    const first = this.beats(this.move).find((b) => b[0] === "go" && b[4] === side) === beat;
    const before = this.beats(this.move)[this.state.beat - 1];
    const changed = side && before?.[4] !== side;
    let text = this.said[kind];
    if (kind === "ready") {
      const steps = [...this.move.querySelectorAll("[data-steps] li")].map((step) => step.textContent.trim());
      text = spoken([this.said.ready, this.text("name"), this.text("dose"), this.text("start"), ...steps]);
      this.told(`${this.said.ready}. ${this.text("name")}. ${this.text("dose")}`);
    } else if (kind === "go") text = `${changed || first ? this.side(beat) : ""} ${rep}`;
    else if (kind === "rest") text = `${this.said.rest}. ${Math.round(seconds)} ${this.said.seconds}`;
    else if (kind === "time") text = `${this.side(beat)} ${this.said.time}. ${this.text("dose")}`;
    // The breath is said for the first two of a row; then the rhythm is known, and a number is enough.
    if (breath && rep <= 2 && this.cues.on.breath) text += `. ${this.said[`breath_${breath}`]}`;
    if (kind === "change" || kind === "rest" || kind === "time") this.told(text);
    this.cues.beat({ go: 520, hold: 620, back: 420 }[kind] ?? 560, kind === "hold" ? 250 : 150);
    this.cues.say(text.trim());
  }

  told(text) {
    this.box.querySelector("[data-told]").textContent = text;
  }

  put(name, text) {
    const place = this.box.querySelector(`[data-${name}]`);
    if (place.textContent !== text) place.textContent = text;
  }

  numbers() {
    const [kind, , rep, round, side] = this.beats(this.move)[this.state.beat] ?? ["ready"];
    const rest = this.rest();
    const seconds = Math.ceil(rest / 1000);
    const all = this.beats(this.move);
    const reps = Math.max(0, ...all.map((b) => b[2]));
    const rounds = Math.max(0, ...all.map((b) => b[3]));
    const clock = seconds >= 60 ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` : String(seconds);
    const counted = COUNTED.has(kind);
    this.box.querySelector("[data-reps]").hidden = !counted;
    this.put("count", counted ? String(rep) : "");
    this.put("of", `${this.said.of} ${reps}${rounds > 1 ? ` · ${this.said.round} ${round}/${rounds}` : ""}`);
    this.put("seconds", clock);
    const paused = this.state.phase === "paused" ? this.said.paused : "";
    this.put("word", [paused, this.said[kind], side && this.said[side]].filter(Boolean).join(" · "));
    this.put("at", `${this.state.item + 1} ${this.said.of} ${this.items.length}`);
    this.put("left", `${Math.ceil(this.secondsLeft(rest / 1000) / 60)} ${this.said.minutes_left}`);
  }

  secondsLeft(ofBeat) {
    const total = (beats) => beats.reduce((sum, beat) => sum + beat[1], 0);
    const own = total(this.beats(this.move).slice(this.state.beat + 1).filter((beat) => !this.isLeft(beat)));
    const later = this.items.slice(this.state.item + 1).map((item) => total(this.beats(item.querySelector('[data-move=""]'))));
    return ofBeat + own + later.reduce((sum, n) => sum + n, 0);
  }

  show() {
    const { phase } = this.state;
    this.box.dataset.phase = phase;
    document.documentElement.classList.toggle("plays", phase !== "check");
    const seen = { run: ["run", "dock"], paused: ["run", "dock"], check: ["check"], finish: ["finish"], stopped: ["stopped"], danger: ["danger"], dizzy: ["dizzy"], hurt: ["hurt", "dock"] }[phase];
    for (const part of this.box.querySelectorAll("[data-part]")) part.hidden = !seen.includes(part.dataset.part);
    const runs = seen.includes("run");
    this.box.querySelector(".moves").hidden = !runs && phase !== "check";
    this.items.forEach((item, n) => {
      item.hidden = runs && n !== this.state.item;
      for (const move of item.querySelectorAll("[data-move]")) {
        move.hidden = runs ? move !== this.move : move.dataset.move !== "";
      }
    });
    this.box.querySelector("[data-others]").hidden = !Object.keys(this.state.felt).length;
    if (!runs) return;
    this.draw();
    this.pose();
    this.air();
    const paused = phase === "paused";
    this.box.querySelector('[data-do="pause"]').textContent = paused ? this.said.resume : this.said.pause;
    for (const kind of ["easier", "other"]) {
      const there = this.items[this.state.item].querySelector(`[data-move="${kind}"]`);
      const button = this.box.querySelector(`[data-do="${kind}"]`);
      button.hidden = !there || there === this.move;
    }
    this.box.querySelector('[data-do="side"]').hidden = !this.beats(this.move)[this.state.beat]?.[4];
    const after = this.items[this.state.item + 1]?.querySelector('[data-move=""] [data-name]');
    this.put("next", after ? `${this.said.next}: ${after.textContent}` : "");
    const picture = this.box.querySelector("[data-next-picture]");
    const still = after?.closest("[data-move]").querySelector("img")?.getAttribute("src");
    picture.hidden = !still;
    if (still && picture.getAttribute("src") !== still) picture.src = still;
    this.numbers();
  }

  focus(part) {
    this.box.querySelector(`[data-part="${part}"] h2`)?.setAttribute("tabindex", "-1");
    this.box.querySelector(`[data-part="${part}"] h2`)?.focus();
    scrollTo(0, 0);
  }

  instead(kind) {
    if (!["run", "paused"].includes(this.state.phase)) return;
    if (!this.items[this.state.item].querySelector(`[data-move="${kind}"]`)) return;
    this.state.kinds[this.state.item] = kind;
    this.goTo(this.state.item);
  }

  // -- Hands.

  listen() {
    const does = {
      start: () => this.start(),
      pause: () => (this.state.phase === "run" ? this.pause() : this.resume()),
      back: () => this.goTo(this.state.beat > 0 ? this.state.item : this.state.item - 1),
      next: () => this.goTo(this.state.item + 1),
      easier: () => this.instead("easier"),
      other: () => this.instead("other"),
      side: () => this.leaveSide(),
      stop: () => this.stop(),
      resume: () => this.resume(),
      hurt: () => this.hurt(),
      felt: () => this.felt(),
      unhurt: () => this.resume(),
    };
    for (const button of this.box.querySelectorAll("[data-do]")) {
      button.addEventListener("click", does[button.dataset.do]);
    }
    addEventListener("keydown", (event) => {
      const runs = ["run", "paused", "hurt"].includes(this.state.phase);
      if (!runs || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Escape") does.stop();
      else if (this.state.phase === "hurt" || event.target.closest?.("input, select, textarea")) return;
      else if (event.key.toLowerCase() === "h") does.hurt();
      else if (event.key === "ArrowRight") does.next();
      else if (event.key === "ArrowLeft") does.back();
      else if (event.key === " " && !event.target.closest?.("button, a, summary")) does.pause();
      else return;
      event.preventDefault();
    });
    document.addEventListener("visibilitychange", () => this.save());
    addEventListener("pagehide", () => this.save());
    addEventListener("online", () => queue.all().length && this.send());
    this.form.addEventListener("submit", (event) => this.answer(event));
    this.stopForm.addEventListener("submit", (event) => this.happened(event));
    const voices = globalThis.speechSynthesis;
    const tell = () => (this.box.querySelector("[data-no-voice]").hidden = !!voices?.getVoices().length);
    voices?.addEventListener?.("voiceschanged", tell); // they may come late
    tell();
  }

  /** Where the answer goes; the day is the one on which it was begun. */
  fields(form, more) {
    const fields = Object.fromEntries(new FormData(form));
    return { ...fields, day: this.state.begun ?? fields.day, pain_now: this.state.before || fields.pain_now || "", ...more };
  }

  answer(event) {
    event.preventDefault();
    const done = this.doneInFull().length * 2 >= this.items.length ? "yes" : "";
    queue.add(this.form.action, this.fields(this.form, { done, felt: JSON.stringify(this.each()) }));
    this.send();
  }

  /** The moves that were done, but for those of which only a part was. */
  doneInFull() {
    return this.items.flatMap((item, n) => {
      const [own, planned] = [this.state.kinds[n] ?? "", ""].map((kind) => item.querySelector(`[data-move="${kind}"]`));
      const isPart = own !== planned && own.dataset.id === planned.dataset.id;
      return this.state.done[n] && !isPart ? [own.dataset.id] : [];
    });
  }

  /** Every move that was done, and how those felt that hurt. */
  each() {
    return { ...Object.fromEntries(this.doneInFull().map((id) => [id, {}])), ...this.state.felt };
  }

  happened(event) {
    event.preventDefault();
    const what = event.submitter.value;
    const part = { dizzy: "dizzy", hard: "finish", none: "finish" }[what] ?? "danger";
    if (part !== "finish") queue.add(this.stopForm.action, this.fields(this.stopForm, { what }));
    this.halt(part);
    this.focus(part);
    if (part !== "finish") this.send();
  }

  /** Send what waits. Danger signs stay in view: no answer takes anybody away from them. */
  async send() {
    if (this.isSending) return;
    this.isSending = true;
    this.tell(this.said.sending);
    const came = await queue.send();
    this.isSending = false;
    if (!came || came.isWaiting) return this.tell(this.said.waiting);
    this.tell(came.isRefused ? this.said.refused : this.said.kept);
    if (came.isRefused) return;
    this.forget();
    if (this.state.phase === "finish") location.assign(came.address);
  }

  tell(text) {
    for (const place of this.box.querySelectorAll("[data-sent]")) place.textContent = text;
  }
}

for (const box of document.querySelectorAll("[data-player]")) new Player(box);

/** The programme: what still waits is sent, and a session that nobody goes on with is let go. */
async function tidy() {
  if (queue.all().length) {
    const came = await queue.send();
    if (came && !came.isWaiting) location.reload();
  } else if (!Object.keys(sessionStorage).some((key) => key.startsWith(STATE))) {
    await globalThis.caches?.delete(SESSION);
  }
}

if (document.querySelector("[data-waiting]")) tidy();
