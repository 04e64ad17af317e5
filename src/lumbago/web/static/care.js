// The pacer, the timer and the voice of "Spasm now". Without this file its words do the same.

/** Speak a text, where the machine can; it needs no connection. */
function speak(text) {
  if (!("speechSynthesis" in window)) return;
  const said = new SpeechSynthesisUtterance(text);
  said.lang = document.documentElement.lang;
  speechSynthesis.speak(said);
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

class Pacer {
  constructor(box) {
    this.box = box;
    this.cue = box.querySelector(".cue");
    for (const button of document.querySelectorAll("[data-pace]")) {
      button.addEventListener("click", () => this.start(button.dataset.pace.split(" ").map(Number)));
    }
  }

  start(seconds) {
    clearTimeout(this.next);
    this.box.classList.toggle("runs", seconds.length === 3);
    this.cue.textContent = "";
    if (seconds.length === 3) this.breathe(seconds, 0);
  }

  breathe(seconds, part) {
    const words = [this.box.dataset.in, this.box.dataset.hold, this.box.dataset.out];
    this.cue.textContent = `${words[part]} ${seconds[part]}`;
    this.box.style.setProperty("--phase", `${seconds[part]}s`);
    this.box.style.setProperty("--breath", part === 2 ? ".55" : "1");
    tone([440, 520, 330][part]);
    this.next = setTimeout(() => this.breathe(seconds, (part + 1) % 3), seconds[part] * 1000);
  }
}

class Timer {
  constructor(form) {
    this.form = form;
    this.said = form.querySelector("[role=status]");
    form.querySelector("button").addEventListener("click", () => this.start());
  }

  start() {
    clearInterval(this.ticks);
    this.end = Date.now() + Number(this.form.querySelector("select").value) * 60_000;
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

for (const box of document.querySelectorAll("[data-pacer]")) new Pacer(box);
for (const form of document.querySelectorAll("[data-timer]")) new Timer(form);
for (const button of document.querySelectorAll("[data-aloud]")) {
  button.addEventListener("click", () => {
    speechSynthesis.cancel();
    for (const line of document.querySelectorAll("[data-say]")) speak(line.textContent);
  });
}
