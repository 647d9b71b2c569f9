// Shows a task's content on the page: what is pressed, placed, marked and written follows from it alone.
import { fill } from "./shell.js";
import { mark } from "./label-words.js";

export class View {
  /** @param root the element that holds the task  @param data the task  @param sections id to title of the whole spec */
  constructor(root, data, phrases, sections) {
    Object.assign(this, { root, data, phrases, sections });
    this.cards = new Map([...root.querySelectorAll("[data-answer].answer")].map((card) => [Number(card.dataset.answer), card]));
    this.texts = new Map([...root.querySelectorAll("[data-text]")].map((text) => [Number(text.dataset.text), { text, original: text.innerHTML, marks: "" }]));
  }

  letter(answer) { return String.fromCharCode(65 + this.data.order.indexOf(answer)); }

  titleOf(section) { return this.sections[section] ?? section; }

  all(selector) { return this.root.querySelectorAll(selector); }

  press(selector, isOn) {
    for (const button of this.all(selector)) {
      button.setAttribute("aria-pressed", String(isOn(button)));
    }
  }

  /** @param current the answer that keys act on, or null */
  show(content, current) {
    this.ranking(content, current);
    this.press("[data-do=flag]", (b) => content.flags[b.dataset.answer].includes(b.dataset.value));
    for (const flags of this.all("[data-flags]")) {
      const count = content.flags[flags.dataset.flags].length;
      const place = flags.querySelector("[data-flag-count]");
      place.textContent = count ? String(count) : "";
      place.classList.toggle("badge", count > 0);
    }
    for (const radio of this.all("[data-field=rating]")) {
      radio.checked = content.ratings[radio.dataset.answer] === Number(radio.value);
    }
    this.fields(content);
    this.turns(content);
    this.edits(content);
    this.breaches(content);
  }

  ranking(content, current) {
    const focused = document.activeElement;
    this.press("[data-do=place]", (b) => content.tiers[b.dataset.answer] === Number(b.dataset.tier));
    for (const answer of this.data.order) {
      const tier = content.tiers[answer];
      const chip = this.root.querySelector(`[data-chip="${answer}"]`);
      const slot = this.root.querySelector(`[data-slot="${tier ?? ""}"]`);
      if (chip.parentElement !== slot) {
        slot.append(chip);
      }
      const said = tier === null ? fill(this.phrases.sayUnplaced, this.letter(answer)) : fill(this.phrases.sayPlaced, this.letter(answer), tier + 1);
      chip.setAttribute("aria-label", said);
      chip.setAttribute("aria-pressed", String(answer === current));
      const card = this.cards.get(answer);
      card.querySelector("[data-said-place]").textContent = said;
      card.classList.toggle("current", answer === current);
      card.classList.toggle("placed", tier !== null);
    }
    for (const slot of this.all("[data-slot]")) {
      slot.append(...[...slot.querySelectorAll("[data-chip]")].sort((a, b) => this.letter(Number(a.dataset.chip)).localeCompare(this.letter(Number(b.dataset.chip)))));
      slot.classList.toggle("filled", slot.querySelector("[data-chip]") !== null);
    }
    if (focused !== document.activeElement && this.root.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
    this.press("[data-do=unacceptable]", () => content.allUnacceptable);
    this.press("[data-do=incomparable]", () => content.incomparable);
  }

  fields(content) {
    const values = {
      strength: content.strength ?? "", decidedOn: content.decidedOn, reason: content.reason, unclearSection: content.unclear?.section ?? "", unclearText: content.unclear?.text ?? "",
      ownReason: content.ownView?.reason ?? "",
    };
    for (const [name, value] of Object.entries(values)) {
      const field = this.root.querySelector(`[data-field="${name}"]`);
      if (field && field.value !== value) {
        field.value = value;
      }
    }
    for (const field of this.all("[data-field=ownTier]")) {
      field.value = String(content.ownView?.tiers[field.dataset.answer] ?? "");
    }
    const filled = { unclear: content.unclear, ownView: content.ownView };
    for (const fold of this.all("[data-fold]")) {
      fold.open ||= Boolean(filled[fold.dataset.fold]);
    }
  }

  turns(content) {
    const of = (element) => content.turns.find((turn) => turn.message === Number(element.dataset.message));
    this.press("[data-do=turn]", (b) => of(b) !== undefined && of(b).isGood === (b.dataset.value === "good"));
    for (const field of this.all("[data-field=turn]")) {
      field.hidden = of(field) === undefined;
      const comment = of(field)?.comment ?? "";
      if (field.value !== comment) {
        field.value = comment;
      }
    }
  }

  edits(content) {
    for (const field of this.all("[data-field=edit]")) {
      const edited = content.edits[field.dataset.answer];
      const text = edited ?? this.data.answers[field.dataset.answer].replaceAll("\r\n", "\n");
      if (field.value !== text) {
        field.value = text;
      }
      this.cards.get(Number(field.dataset.answer)).classList.toggle("edited", edited !== null);
    }
  }

  breaches(content) {
    for (const [answer, shown] of this.texts) {
      const own = content.breaches.map((breach, index) => ({ ...breach, index })).filter((breach) => breach.answer === answer);
      const marks = JSON.stringify(own);
      if (marks === shown.marks) {
        continue;
      }
      shown.marks = marks;
      mark(shown.text, shown.original, own.filter((b) => b.start >= 0).map((b) => [b.start, b.start + b.words.length, this.titleOf(b.section)]));
      this.root.querySelector(`[data-breaches="${answer}"]`).replaceChildren(...own.map((breach) => this.breach(breach)));
    }
  }

  breach(breach) {
    const item = document.createElement("li");
    const section = document.createElement("button");
    Object.assign(section, { type: "button", className: "link", textContent: this.titleOf(breach.section) });
    Object.assign(section.dataset, { do: "open-section", section: breach.section });
    const words = document.createElement(breach.start >= 0 ? "q" : "span");
    words.textContent = breach.start >= 0 ? breach.words : this.phrases.wholeAnswer;
    const why = document.createElement("span");
    why.textContent = breach.reason;
    const remove = document.createElement("button");
    Object.assign(remove, { type: "button", className: "remove", textContent: "✕" });
    Object.assign(remove.dataset, { do: "remove-breach", index: String(breach.index) });
    remove.setAttribute("aria-label", fill(this.phrases.breachRemove, section.textContent));
    item.append(section, " ", words, ...(breach.reason ? [" ", why] : []), " ", remove);
    return item;
  }

  /** Shows what keeps it from being submitted; returns the texts. */
  problems(names) {
    const fields = { decidedOn: "decidedOn", reason: "reason", strength: "strength", unclear: "unclearText", ownView: "ownReason" };
    const texts = [];
    for (const problem of this.all("[data-problem]")) {
      const name = problem.dataset.problem;
      problem.hidden = !names.includes(name);
      this.root.querySelector(`[data-field="${fields[name]}"]`)?.setAttribute("aria-invalid", String(!problem.hidden));
      if (!problem.hidden) {
        texts.push(problem.textContent);
      }
    }
    return texts;
  }
}
