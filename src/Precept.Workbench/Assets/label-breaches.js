// Sections that answers break: select words and a small menu leads to the dialog; a key leads there too, for typed words or the whole answer.
import { announce, fill } from "./shell.js";
import { find, selectedWords } from "./label-words.js";

const settle = 120;

export class Breaches {
  /** @param desk data(), letter(answer), sectionOptions(), titleOf(id)  @param add takes a breach */
  constructor(phrases, desk, add) {
    Object.assign(this, { phrases, desk, add, dialog: document.getElementById("breach-dialog"), menu: document.getElementById("selection-menu"), selected: null, timer: 0 });
    document.addEventListener("selectionchange", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.offer(), settle);
    });
    addEventListener("scroll", () => { this.menu.hidden = true; }, { passive: true, capture: true });
    this.menu.addEventListener("pointerdown", (event) => event.preventDefault()); // the selection stays
    this.menu.addEventListener("click", () => this.open(this.selected.answer));
    this.form = this.dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.field("words").addEventListener("input", () => this.problem(false));
  }

  field(name) { return this.dialog.querySelector(`[data-breach="${name}"]`); }

  problem(is) {
    this.dialog.querySelector("[data-breach-problem]").hidden = !is;
    this.field("words").setAttribute("aria-invalid", String(is));
  }

  get isAsked() { return this.desk.data() !== null && this.desk.questions.breaches !== "no"; }

  offer() {
    if (this.dialog.open || document.activeElement === this.menu) {
      return;
    }
    this.selected = this.isAsked ? selectedWords(this.desk.data().answers) : null;
    this.menu.hidden = !this.selected;
    if (this.selected) {
      const { at } = this.selected;
      const width = this.menu.offsetWidth;
      this.menu.style.left = `${Math.max(8, Math.min(innerWidth - width - 8, at.left + at.width / 2 - width / 2))}px`;
      this.menu.style.top = `${at.bottom + 44 < innerHeight ? at.bottom + 6 : Math.max(8, at.top - 40)}px`;
    }
  }

  /** Opens the dialog for an answer: with the selected words where they are its own. */
  open(answer) {
    if (!this.isAsked) {
      return false;
    }
    const selected = selectedWords(this.desk.data().answers) ?? (this.menu.hidden ? null : this.selected);
    this.about = selected && (answer === null || selected.answer === answer) ? selected : { answer, start: -1, words: "" };
    if (this.about.answer === null) {
      return false;
    }
    const title = this.dialog.querySelector("h2");
    title.textContent = fill(title.dataset.title, this.desk.letter(this.about.answer));
    this.field("words").value = this.about.words;
    this.field("reason").value = "";
    const sections = this.field("section");
    sections.replaceChildren(...this.desk.sectionOptions());
    sections.value = this.desk.content().decidedOn;
    this.problem(false);
    this.menu.hidden = true;
    this.dialog.showModal();
    (this.about.words ? sections : this.field("words")).focus();
    return true;
  }

  submit(event) {
    const { answer } = this.about;
    const section = this.field("section").value;
    const breach = { answer, section, reason: this.field("reason").value.trim(), ...this.wordsIn(this.desk.data().answers[answer]) };
    if (breach.words && breach.start < 0) {
      event.preventDefault();
      this.problem(true);
      this.field("words").focus();
      return;
    }
    this.add(breach);
    getSelection()?.removeAllRanges();
    announce(fill(this.phrases.breachAdded, this.desk.letter(answer), this.desk.titleOf(section)));
  }

  // The words as they stand in the answer: those that were selected where they were left alone, else where the typed ones are found first.
  wordsIn(source) {
    const typed = this.field("words").value;
    if (typed.trim() === "") {
      return { start: -1, words: "" };
    }
    return typed === this.about.words.replaceAll("\r\n", "\n") ? { start: this.about.start, words: this.about.words } : find(source, typed);
  }
}
