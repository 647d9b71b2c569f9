// The spec beside the task: search over all of it, and opening any section in place.
import { announce, fill } from "./shell.js";

const pause = 180;

export class Sections {
  constructor(root, place, phrases) {
    Object.assign(this, { root, place, phrases, timer: 0, asked: 0 });
    root.addEventListener("input", (event) => {
      if (event.target.matches("[data-search]")) {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.search(event.target.value), pause);
      }
    });
    root.addEventListener("focusin", (event) => {
      if (event.target.matches("[data-search]") && event.target.value === "" && this.found.hidden) {
        this.search("");
      }
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target.closest(".spec-search, [data-found]")) {
        this.close();
        event.preventDefault();
      } else if (event.key === "ArrowDown" && event.target.matches("[data-search]")) {
        this.found.querySelector("button")?.focus();
        event.preventDefault();
      }
    });
    root.addEventListener("click", (event) => {
      const link = event.target.closest(".sections-panel a[href^='#']");
      if (link) {
        event.preventDefault();
        this.open(decodeURIComponent(link.getAttribute("href").slice(1)));
      }
    });
  }

  get found() { return this.root.querySelector("[data-found]"); }

  focus() { this.root.querySelector("[data-search]").focus(); }

  close() {
    const search = this.root.querySelector("[data-search]");
    search.value = "";
    this.found.hidden = true;
    search.focus();
  }

  async text(address) {
    const response = await fetch(address, { headers: { Accept: "text/html" }, signal: AbortSignal.timeout(15000) });
    if (!response.ok) {
      throw new Error(`${response.status}`);
    }
    return response.text();
  }

  async search(text) {
    const asked = ++this.asked;
    try {
      const markup = await this.text(`${this.place}/sections?q=${encodeURIComponent(text)}`);
      if (asked === this.asked) {
        this.found.innerHTML = markup;
        this.found.hidden = false;
        announce(fill(this.phrases.searchFound, this.found.querySelector("ul").dataset.count));
      }
    } catch (error) {
      this.fail(error);
    }
  }

  async open(id) {
    this.found.hidden = true;
    let card = this.root.querySelector(`details[data-section="${CSS.escape(id)}"]`);
    if (!card) {
      try {
        const markup = await this.text(`${this.place}/sections/${encodeURIComponent(id)}`);
        this.root.querySelector("[data-opened]").insertAdjacentHTML("afterbegin", markup);
        card = this.root.querySelector(`details[data-section="${CSS.escape(id)}"]`);
      } catch (error) {
        this.fail(error);
        return;
      }
    }
    card.open = true;
    card.querySelector("summary").focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
    const body = card.closest(".panel-body");
    body.scrollTop += card.getBoundingClientRect().top - body.getBoundingClientRect().top - 8;
    announce(fill(this.phrases.openedSection, card.querySelector(".section-name").textContent));
  }

  // Without the network there is no search; what applies is on the page already.
  fail(error) {
    if (error instanceof TypeError || error.name === "TimeoutError") {
      announce(this.phrases.offline);
    } else {
      throw error;
    }
  }
}
