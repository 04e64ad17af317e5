// Everything works without this file. It makes some things quicker.

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
