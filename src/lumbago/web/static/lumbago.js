// Everything works without this file. It makes some things quicker.

/** Tapping a place on the body ticks the same line of the list; the list paints the body. */
function linkBodyMap(form) {
  const { main } = form.dataset;
  const placeOf = JSON.parse(form.dataset.map);
  const boxes = new Map([...form.querySelectorAll('[name="place"]')].map((box) => [box.value, box]));
  const regions = [...form.querySelectorAll("[data-region]")];
  const lineOf = (region) => placeOf[region.dataset.region.replace(/_(left|right)$/, "")];
  const paint = () => {
    for (const region of regions) {
      const line = lineOf(region);
      const on = line === main || boxes.get(line)?.checked;
      const mark = line === main ? "main" : on ? "spread" : "";
      region.setAttribute("class", mark ? `region ${mark}` : "region");
      region.setAttribute("fill", mark ? `url(#body-map-${mark})` : "var(--teal-wash)");
    }
  };
  for (const region of regions) {
    const box = boxes.get(lineOf(region));
    if (!box) continue;
    region.dataset.place = box.value;
    region.addEventListener("click", () => {
      box.checked = !box.checked;
      paint();
    });
  }
  form.addEventListener("change", paint);
  paint();
}

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

for (const form of document.querySelectorAll("form.places")) linkBodyMap(form);
for (const form of document.querySelectorAll("form.signs")) keepOneTick(form);
for (const form of document.querySelectorAll("form")) sendOnce(form);
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form")) delete form.dataset.sent;
});
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => {
    for (const fold of document.querySelectorAll("details.others, .cause details")) fold.open = true;
    print();
  });
}
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/service-worker.js").catch(() => {});
