// The task page: puts the parts together. State is in label-state, sending in label-queue, showing in label-view.
import { announce, ask, fill, words } from "./shell.js";
import * as state from "./label-state.js";
import { Breaches } from "./label-breaches.js";
import { dragAnswers } from "./label-drag.js";
import { Ending } from "./label-ending.js";
import { Keys } from "./label-keys.js";
import { close, notice } from "./label-notices.js";
import { Outbox } from "./label-queue.js";
import { Sections } from "./label-sections.js";
import { Tabs } from "./label-tabs.js";
import { actions } from "./label-actions.js";
import { Tasks } from "./label-tasks.js";
import { View } from "./label-view.js";
import { WorkTime } from "./label-time.js";
import { Writing } from "./label-writing.js";

/** Everything that the parts of the page share. */
export class Desk {
  constructor() {
    this.settings = JSON.parse(document.getElementById("page-data").textContent);
    this.phrases = words();
    this.root = document.getElementById("task");
    this.place = `/campaigns/${this.settings.campaign}`;
    this.questions = this.settings.questions;
    this.task = null; // { data, html, history, view, current }
    this.tabs = new Tabs(this.settings.tab, () => this.writing.elsewhere());
    this.outbox = new Outbox(this.place, `${this.settings.person}:${this.settings.campaign}`, this.settings.tab, this.told());
    this.keys = new Keys(this.settings, this.phrases, (action, event) => this.act(action, event));
    this.sections = new Sections(this.root, this.place, this.phrases);
    this.breaches = new Breaches(this.phrases, this, (breach) => this.change(state.addBreach(this.content(), breach)));
    this.time = new WorkTime(() => this.beat(), this.settings.breakAfter, (minutes) => this.proposeBreak(minutes));
    this.tasks = new Tasks(this);
    this.ending = new Ending(this);
    this.writing = new Writing(this);
    dragAnswers(this.root, (answer, tier) => this.placeAnswer(answer, tier));
    this.listen();
  }

  data() { return this.task?.data ?? null; }

  content() { return this.task.history.present; }

  letter(answer) { return this.task.view.letter(answer); }

  titleOf(section) { return this.task.view.titleOf(section); }

  sectionOptions() { return [...this.root.querySelector("template[data-section-options]").content.cloneNode(true).children]; }

  newView(data) { return new View(this.root, data, this.phrases, this.settings.sections); }

  /** The content is now this: shown, and on its way to the server. */
  change(content, group = null) {
    if (this.task.history.change(content, group)) {
      this.changed();
    }
  }

  changed() {
    const content = this.content();
    this.task.view.show(content, this.task.current);
    if (this.task.hasProblems) {
      this.task.view.problems(state.problemsOf(content, this.questions));
    }
    this.outbox.draft(this.task.data.assignment, state.narrow(content));
    close("submitted");
  }

  placeAnswer(answer, tier) {
    this.task.current = answer;
    this.change(state.place(this.content(), answer, tier));
    this.task.view.show(this.content(), answer);
    announce(tier === null ? fill(this.phrases.sayUnplaced, this.letter(answer)) : fill(this.phrases.sayPlaced, this.letter(answer), tier + 1));
  }

  /** Does an action by its name; false where there is nothing to do it to. */
  act(name, event = null) {
    const tier = /^tier(\d)$/.exec(name);
    const action = tier ? (desk) => actions.tier(desk, Number(tier[1]) - 1) : actions[name];
    return (this.task !== null || name === "help") && !this.root.inert && action(this, event) !== false;
  }

  listen() {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button && actions.pressed[button.dataset.do] && (this.task || ["help", "look-again"].includes(button.dataset.do))) {
        actions.pressed[button.dataset.do](this, button);
      }
      event.target.closest("[data-close]")?.closest("dialog").close();
    });
    this.root.addEventListener("input", (event) => {
      if (event.target.dataset.field) {
        actions.written(this, event.target);
      }
    });
    this.root.addEventListener("focusin", (event) => {
      const card = event.target.closest(".answer, [data-chip]");
      const answer = card && Number(card.dataset.answer ?? card.dataset.chip);
      if (card && this.task.current !== answer) {
        this.task.current = answer;
        this.task.view.ranking(this.content(), answer);
      }
    });
    document.getElementById("skip-dialog").addEventListener("change", () => actions.skipHarms(this));
    document.querySelector("#skip-dialog form").addEventListener("submit", () => this.ending.skip());
    addEventListener("beforeunload", (event) => {
      this.outbox.flush();
      if (this.outbox.unsent > 0) {
        event.preventDefault();
      }
    });
    addEventListener("pagehide", () => { localStorage.setItem("precept-time", JSON.stringify([this.data()?.assignment, this.time.milliseconds])); });
    addEventListener("offline", () => { this.saved(this.outbox.unsent > 0 ? this.phrases.notSaved : this.phrases.offline, "waiting"); announce(this.phrases.offline); });
    addEventListener("online", () => announce(this.phrases.online));
  }

  saved(text, kind = "") {
    const place = this.root.querySelector("[data-saved]");
    if (place) {
      place.textContent = text;
      place.dataset.kind = kind;
    }
  }

  /** What the outbox tells. */
  told() {
    const time = (at) => new Date(at).toLocaleTimeString(document.documentElement.lang, { hour12: false });
    return {
      state: (kind) => {
        const said = { saving: this.phrases.saving, waiting: this.phrases.notSaved, signedOut: this.phrases.signedOut, keptNowhere: this.phrases.keptNowhere }[kind];
        this.saved(kind === "waiting" && this.outbox.labelsWaiting > 0 ? `${said} · ${fill(this.phrases.waitingLabels, this.outbox.labelsWaiting)}` : said, kind === "saving" ? "" : "waiting");
        this.tasks.isWaiting(kind);
      },
      saved: (assignment, at) => {
        if (assignment === this.data()?.assignment) {
          this.saved(fill(this.phrases.savedAt, time(at)), "saved");
        }
      },
      submitted: (item, answer) => this.ending.acknowledged(item, answer),
      skipped: () => this.tasks.fetchNext(),
      otherTab: (item) => { if (item.assignment === this.data()?.assignment) { this.writing.elsewhere(); } },
      gone: (item, code) => this.tasks.gone(item, code),
      refused: (item, answer) => this.ending.refused(item, answer),
    };
  }

  async beat() {
    const assignment = this.data()?.assignment;
    if (!assignment || this.root.inert || this.data().revision > 0) {
      return;
    }
    try {
      const answer = await ask("POST", `${this.place}/assignments/${assignment}/heartbeat`, { tab: this.settings.tab });
      if (answer.otherTab && assignment === this.data()?.assignment) {
        this.writing.elsewhere();
      }
    } catch (error) {
      if (error.status === 404 || error.status === 410) {
        this.tasks.gone({ assignment }, error.answer?.code);
      } // else the network: drafts say so
    }
  }

  proposeBreak(minutes) {
    notice("break", fill(this.phrases.breakTime, minutes), [{ label: this.phrases.breakLater, press: () => close("break") }], "calm");
  }
}

const desk = new Desk();
await desk.tasks.start();
if (location.hash === "#keys") {
  desk.keys.open(); // the account page leads here
}
document.documentElement.dataset.ready = "true";
