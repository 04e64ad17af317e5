// The search as one types. Without this file the button does the same.

const PAUSE = 250;

/** Ask as the form would, and show what came; a danger takes the whole page. */
class Search {
  constructor(form) {
    this.form = form;
    this.box = form.elements.query;
    this.found = document.querySelector("[data-found]");
    this.told = document.querySelector("[data-told]");
    this.asked = this.box.value.trim();
    this.box.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
  }

  async ask() {
    const typed = this.box.value.trim();
    if (typed.length < 3 || typed === this.asked) return;
    this.asked = typed;
    const answer = await fetch(this.form.action, { method: "POST", body: new URLSearchParams(new FormData(this.form)) }).catch(() => null);
    if (!answer?.ok || this.box.value.trim() !== typed) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-found]");
    if (!found) return this.form.requestSubmit();
    this.found.replaceChildren(...found.childNodes);
    this.told.textContent = page.querySelector("[data-told]").textContent;  // is read out
  }
}

const form = document.querySelector("[data-search]");
if (form) new Search(form);
