// The body map. Without this file the list beside it does the same.

const NEAR = [[0, 0], [8, 0], [-8, 0], [0, 8], [0, -8], [14, 0], [-14, 0], [0, 14], [0, -14]];

/** The list is the truth; the map and the marks below it show it, and change it. */
class BodyMap {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.main = form.elements.main;
    this.boxes = new Map([...form.querySelectorAll('[name="place"]')].map((box) => [box.value, box]));
    this.regions = [...form.querySelectorAll("[data-region]")];
    this.said = form.querySelector(".marked [role=status]");
    this.list = form.querySelector(".marked ul");
    this.svg = form.querySelector(".map svg");
    this.last = "";
  }

  start() {
    this.form.addEventListener("change", ({ target }) => {
      if (target.name === "place") this.mark(target.value, target.checked);
    });
    this.svg.addEventListener("click", (event) => this.tap(event));
    this.svg.addEventListener("pointerdown", (event) => (this.last = this.placeAt(event)));
    this.svg.addEventListener("pointermove", (event) => this.drag(event));
    this.paint("");
  }

  /** The place under the pointer, or one right beside it: fingers are wide. */
  placeAt({ clientX, clientY }) {
    for (const [dx, dy] of NEAR) {
      const found = document.elementFromPoint(clientX + dx, clientY + dy)?.closest("[data-region]");
      if (found && this.svg.contains(found)) return found.dataset.region;
    }
    return "";
  }

  /** A tap marks a place; on a marked one it takes the mark away, or makes it the main one. */
  tap(event) {
    if (this.dragged) {
      this.dragged = false;
      return;
    }
    const place = this.placeAt(event);
    if (!place) return;
    const isOn = this.boxes.get(place).checked;
    if (isOn && !this.main.value) this.make(place);
    else this.mark(place, !isOn);
  }

  /** A mouse or pen that is drawn over the body marks where the pain spreads. */
  drag(event) {
    if (event.pointerType === "touch" || event.buttons !== 1 || !this.last) return;
    const place = this.placeAt(event);
    if (!place || place === this.last) return;
    if (!this.dragged) this.mark(this.last, true);
    this.dragged = true;
    this.last = place;
    this.mark(place, true);
  }

  mark(place, isOn) {
    this.boxes.get(place).checked = isOn;
    if (isOn && !this.main.value) this.main.value = place;
    if (!isOn && this.main.value === place) this.main.value = "";
    this.paint(place);
  }

  make(place) {
    this.boxes.get(place).checked = true;
    this.main.value = place;
    this.paint(place);
  }

  name(place) {
    return this.boxes.get(place).dataset.name;
  }

  paint(changed) {
    for (const region of this.regions) {
      const place = region.dataset.region;
      const kind = place === this.main.value ? "main" : this.boxes.get(place).checked ? "spread" : "";
      region.setAttribute("class", kind ? `region ${kind}` : "region");
      region.setAttribute("fill", kind ? `url(#body-map-${kind})` : "var(--teal-wash)");
    }
    const on = [...this.boxes.keys()].filter((place) => this.boxes.get(place).checked);
    on.sort((a, b) => (b === this.main.value) - (a === this.main.value));
    this.list.replaceChildren(...on.map((place) => this.chip(place)));
    const told = on.includes(changed) ? this.tell(changed) : "";
    this.said.textContent = on.length === 0 ? this.words.none : told;
  }

  tell(place) {
    return `${this.name(place)}: ${place === this.main.value ? this.words.most : this.words.also}`;
  }

  chip(place) {
    const isMain = place === this.main.value;
    const item = document.createElement("li");
    item.className = isMain ? "mark-chip main" : "mark-chip";
    const words = document.createElement("span");
    const name = document.createElement("strong");
    name.textContent = this.name(place);
    words.append(name, ` ${isMain ? this.words.most : this.words.also}`);
    words.className = "mark-words";
    item.append(words);
    const buttons = document.createElement("span");
    buttons.className = "row";
    if (!isMain) buttons.append(this.button(place, this.words.make, () => this.make(place)));
    buttons.append(this.button(place, this.words.remove, () => this.mark(place, false)));
    item.append(buttons);
    return item;
  }

  button(place, words, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "plain small";
    button.textContent = words;
    button.setAttribute("aria-label", `${words}: ${this.name(place)}`);
    button.addEventListener("click", () => {
      act();
      (this.list.querySelector("button") ?? this.form.querySelector("summary")).focus();
    });
    return button;
  }
}

for (const form of document.querySelectorAll("form.marks")) new BodyMap(form).start();
