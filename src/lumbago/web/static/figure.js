// Pause and speed of a moving figure. Without this file it goes round by itself, and can be
// changed into still pictures.
const SPEEDS = [1, 0.75, 0.5, 0.25];

for (const box of document.querySelectorAll(".figure-box")) {
  const svg = box.querySelector(".moving-figure svg");
  const pause = box.querySelector(".figure-pause");
  const speed = box.querySelector(".figure-speed");
  if (!svg?.setCurrentTime || !pause || !speed) continue;

  let running = true;
  let rate = 1;
  let last = 0;
  // The figure's own clock stands still; ours moves it, so that it can go slower.
  const tick = (now) => {
    if (running && last) svg.setCurrentTime(svg.getCurrentTime() + ((now - last) / 1000) * rate);
    last = now;
    requestAnimationFrame(tick);
  };
  svg.pauseAnimations();
  requestAnimationFrame(tick);

  pause.hidden = speed.hidden = false;
  pause.addEventListener("click", () => {
    running = !running;
    pause.textContent = running ? pause.dataset.pause : pause.dataset.play;
  });
  const say = () => {
    speed.textContent = `${speed.dataset.speed} ${Math.round(rate * 100)} %`;
  };
  say();
  speed.addEventListener("click", () => {
    rate = SPEEDS[(SPEEDS.indexOf(rate) + 1) % SPEEDS.length];
    say();
  });
}
