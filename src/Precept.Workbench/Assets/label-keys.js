// Keys: from a press to the name of a key, from the name to an action; and the dialog in which people change them.
import { announce, ask, fill } from "./shell.js";

const shown = { Enter: "⏎", ArrowRight: "→", ArrowLeft: "←", ArrowUp: "↑", ArrowDown: "↓", Shift: "⇧", " ": "␣" };

/** The name of the key that was pressed: "u", "Shift+u", "Ctrl+s", "?", "Enter". */
export function nameOf(event) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code ?? "");
  const key = digit && !event.shiftKey ? digit[1] : event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const isSymbol = key.length === 1 && key.toLowerCase() === key.toUpperCase();
  return `${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${event.shiftKey && !isSymbol ? "Shift+" : ""}${key}`;
}

/** A key as it is written on buttons. */
export const display = (key) => (key === "+" ? "+" : key.split("+").map((part) => shown[part] ?? (part.length === 1 ? part.toUpperCase() : part)).join(" "));

const isTyping = (target) => target.isContentEditable || target.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=button])");
const isPressed = (target) => target.closest("button, a, summary, label, input, [role=button]") !== null;

export class Keys {
  /** @param settings keys, defaultKeys, keysOff  @param act does an action; false where there was nothing to do */
  constructor(settings, phrases, act) {
    Object.assign(this, { keys: { ...settings.keys }, defaults: settings.defaultKeys, isOff: settings.keysOff, phrases, act });
    this.dialog = document.getElementById("keys-dialog");
    document.addEventListener("keydown", (event) => this.press(event));
    this.prepareDialog();
  }

  press(event) {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]") || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) {
      return;
    }
    const name = nameOf(event);
    const isChord = event.ctrlKey || event.metaKey || event.altKey;
    if (name === "Ctrl+Enter" && this.act("submit", event)) {
      event.preventDefault();
      return;
    }
    if (name === "Escape" && event.target.matches(".dock :is(select, input, textarea), .more :is(select, input, textarea)") && this.act("toAnswer", event)) {
      event.preventDefault();
      return;
    }
    if (!isChord && (this.isOff || isTyping(event.target))) {
      return;
    }
    if ((event.key === "Enter" || event.key === " ") && isPressed(event.target)) {
      return;
    }
    if (event.key.startsWith("Arrow") && event.target.matches("input")) {
      return;
    }
    const action = Object.keys(this.keys).find((id) => this.keys[id] === name) ?? this.tabAction(event, name);
    if (action && this.act(action, event)) {
      event.preventDefault();
    }
  }

  // From one answer to the next; from the last one, and from everywhere else, Tab goes on as ever.
  tabAction(event, name) {
    const answer = event.target.closest?.("article.answer") === event.target ? event.target : null;
    const to = name === "Tab" ? answer?.nextElementSibling : name === "Shift+Tab" ? answer?.previousElementSibling : null;
    return to ? (name === "Tab" ? "next" : "previous") : null;
  }

  /** Writes the keys on the buttons below an element. */
  show(root = document) {
    for (const cap of root.querySelectorAll("kbd[data-key]")) {
      const key = this.keys[cap.dataset.key] ?? "";
      cap.textContent = display(key);
      cap.hidden = key === "" || (this.isOff && !/^(Ctrl|Alt)\+/.test(key));
    }
  }

  open() {
    this.dialog.showModal();
  }

  prepareDialog() {
    const off = this.dialog.querySelector("[data-keys-off]");
    off.addEventListener("change", () => { this.isOff = off.checked; this.save(); });
    this.dialog.querySelector("[data-keys-reset]").addEventListener("click", () => { this.keys = { ...this.defaults }; this.save(); });
    for (const button of this.dialog.querySelectorAll("[data-remap]")) {
      button.addEventListener("click", () => this.listen(button));
      button.addEventListener("blur", () => this.stop(button));
      button.addEventListener("keydown", (event) => this.remap(button, event));
    }
  }

  listen(button) {
    button.classList.add("listening");
    button.querySelector("kbd").textContent = this.phrases.keysPress;
    announce(this.phrases.keysPress);
  }

  stop(button) {
    button.classList.remove("listening");
    this.show(this.dialog);
  }

  remap(button, event) {
    if (!button.classList.contains("listening") || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) {
      return;
    }
    if (event.key === "Tab") {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") {
      this.stop(button);
      return;
    }
    const name = nameOf(event);
    const other = Object.keys(this.keys).find((id) => this.keys[id] === name && id !== button.dataset.remap);
    const problem = this.dialog.querySelector("[data-keys-problem]");
    problem.hidden = !other;
    if (other) {
      const what = this.dialog.querySelector(`[data-remap="${other}"]`).closest("div").querySelector("dt").textContent;
      problem.textContent = fill(this.phrases.keysTaken, display(name), what);
      return;
    }
    this.keys[button.dataset.remap] = name;
    this.stop(button);
    this.save();
  }

  async save() {
    this.show();
    await ask("POST", "/settings/label", { keys: this.keys, keysOff: this.isOff });
    announce(this.phrases.keysSaved);
  }
}
