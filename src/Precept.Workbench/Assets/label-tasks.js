// The way from task to task: the first one, submitting and what follows, the next one that is fetched before it is needed, the last one that can be taken back.
import { announce, ask, fill } from "./shell.js";
import { close, notice } from "./label-notices.js";
import * as state from "./label-state.js";

const again = 3000;

export class Tasks {
  constructor(desk) {
    Object.assign(this, { desk, next: null, previous: null, isFetching: false, kept: new Map() });
  }

  /** The task that the page came with. */
  async start() {
    const { desk } = this;
    desk.outbox.flush();
    if (!desk.root.querySelector(".task-data")) {
      return;
    }
    const html = desk.root.innerHTML;
    this.bind(this.read(), html);
    const { assignment, otherTab } = desk.data();
    const [worked, milliseconds] = JSON.parse(localStorage.getItem("precept-time") ?? "[]");
    desk.time.milliseconds = worked === assignment ? milliseconds : 0;
    if (otherTab && (await desk.tabs.isElsewhere(assignment) || !desk.tabs.wasHere(assignment))) {
      this.elsewhere();
    } else if (otherTab) {
      await this.take();
    }
    desk.tabs.show(assignment);
    await this.fetchNext();
  }

  read() { return JSON.parse(this.desk.root.querySelector(".task-data").textContent); }

  /** Makes the task on the page the one that is worked on. */
  bind(data, html, history = null) {
    const { desk } = this;
    const fresh = history ?? new state.History(this.newest(data));
    desk.task = { data, html, history: fresh, view: desk.newView(data), current: data.order[0], hasProblems: false };
    desk.outbox.know(data.assignment, data.draftVersion);
    desk.task.view.show(fresh.present, desk.task.current);
    desk.keys.show();
    desk.tabs.show(data.assignment);
    if (desk.outbox.draftOf(data.assignment)) {
      desk.outbox.soon(0);
    }
  }

  // What waits in this browser is newer than the server's draft if it was made on top of it, or if the server has just what was on its way.
  newest(data) {
    const count = data.answers.length;
    const server = state.widen(data.draft ?? data.submitted, count);
    const waiting = this.desk.outbox.draftOf(data.assignment);
    const isNewer = waiting && (waiting.version >= data.draftVersion || (waiting.inFlight && state.same(state.widen(waiting.inFlight, count), server)));
    if (waiting && !isNewer) {
      this.desk.outbox.drop(`draft:${data.assignment}`);
    }
    return isNewer ? state.widen(waiting.content, count) : server;
  }

  /** Shows a task in place of the one on the page. */
  show({ data, html, history = null }) {
    const { desk } = this;
    desk.root.innerHTML = html;
    desk.root.inert = false;
    this.bind(data, html, history);
    desk.time.take();
    desk.root.querySelector("[data-start]").focus({ preventScroll: true });
    scrollTo(0, 0);
    announce(fill(desk.phrases.sayTask, data.number, data.answers.length));
  }

  async fetchNext() {
    if (this.isFetching || this.next || this.desk.outbox.labelsWaiting > 0) {
      return;
    }
    this.isFetching = true;
    try {
      const holding = this.desk.data()?.assignment ?? null;
      const answer = await ask("POST", `${this.desk.place}/next`, { tab: this.desk.settings.tab, holding }, { signal: AbortSignal.timeout(15000) });
      this.next = answer.assignment ? { data: answer.data, html: answer.html } : null;
      this.nothing = answer.assignment ? null : answer.html;
    } catch (error) {
      if (error.status && error.status < 500 && error.status !== 401) {
        throw error;
      }
      setTimeout(() => this.fetchNext(), again);
    } finally {
      this.isFetching = false;
    }
    if (!this.desk.task) {
      this.advance();
    }
  }

  /** To the next task: at once where it is here, else when it comes. */
  advance() {
    const { desk } = this;
    if (this.next) {
      const { next } = this;
      this.next = null;
      close("waiting");
      this.show(next);
      this.fetchNext();
    } else if (this.nothing && desk.outbox.labelsWaiting === 0) {
      desk.task = null;
      close("waiting");
      desk.root.innerHTML = this.nothing;
      this.nothing = null;
      desk.root.querySelector("[data-start]").focus();
    } else {
      desk.task = null;
      this.nothing = null;
      desk.root.replaceChildren();
      const press = () => { desk.outbox.flush(); this.fetchNext(); };
      notice("waiting", navigator.onLine ? desk.phrases.loadingNext : desk.phrases.offlineNext, [{ label: desk.phrases.tryNow, press }], "calm");
      this.fetchNext();
    }
  }

  submit() {
    const { desk } = this;
    if (desk.root.querySelector("[data-veil]")) {
      return;
    }
    const { task } = desk;
    const problems = state.problemsOf(desk.content(), desk.questions);
    const texts = task.view.problems(problems);
    task.hasProblems = problems.length > 0;
    if (problems.length > 0) {
      announce(fill(desk.phrases.problemsFound, texts.join(" ")));
      this.toProblem(problems[0]);
      return;
    }
    const { assignment, number } = task.data;
    desk.outbox.end("submit", assignment, { key: crypto.randomUUID(), number, content: state.dense(desk.content()), milliseconds: desk.time.take() });
    this.previous = task;
    this.kept.set(assignment, task);
    this.tell(desk.outbox.has(assignment) && !navigator.onLine ? desk.phrases.submittedWaiting : desk.phrases.submittedUndo, number);
    this.advance();
  }

  tell(phrase, number) {
    notice("submitted", fill(phrase, number), [{ label: this.desk.phrases.undo, key: "undo", press: () => this.undoSubmit() }], "calm");
    this.desk.keys.show();
  }

  toProblem(name) {
    const { root } = this.desk;
    const at = { tiers: "article.answer", ratings: "[data-field=rating]", flags: "[data-flags] summary", ownView: "[data-field=ownTier]", unclear: "[data-field=unclearSection]", breaches: "[data-do=breach]" };
    const field = root.querySelector(at[name] ?? `[data-field="${name}"]`);
    field.closest("details")?.setAttribute("open", "");
    field.focus();
  }

  acknowledged(item, answer) {
    const { desk } = this;
    const { done, goal } = answer.today;
    document.querySelector("[data-today]").textContent = goal > 0 ? fill(desk.phrases.today, done, goal) : fill(desk.phrases.todayNoGoal, done);
    document.querySelector("[data-today-bar]")?.setAttribute("value", String(Math.min(done, goal)));
    if (answer.known) {
      const said = answer.known.isRight ? fill(desk.phrases.knownRight, item.number) : fill(desk.phrases.knownWrong, item.number, answer.known.why);
      notice("known", said, [{ label: desk.phrases.close, press: () => close("known") }], answer.known.isRight ? "good" : "bad");
    }
    for (const assignment of [...this.kept.keys()].filter((id) => id !== this.previous?.data.assignment)) {
      this.kept.delete(assignment);
    }
    if (desk.outbox.unsent === 0 && desk.data()) {
      desk.saved(desk.phrases.noChange);
    }
    this.fetchNext();
  }

  /** Takes the last label back: from the queue where it still waits, else from the server. */
  async undoSubmit() {
    const { desk, previous } = this;
    if (!previous) {
      announce(desk.phrases.sayNothingToUndo);
      return;
    }
    this.previous = null;
    const { assignment, number } = previous.data;
    const waiting = desk.outbox.items.get(`submit:${assignment}`);
    if (!await desk.outbox.takeBack(assignment)) {
      try {
        await ask("POST", `${desk.place}/assignments/${assignment}/withdraw`, { key: crypto.randomUUID() });
      } catch (error) {
        if (error.status === undefined || error.status >= 500 || error.status === 401) {
          if (waiting) {
            desk.outbox.end("submit", assignment, waiting); // the server may have it or not: it is asked again
          }
          this.previous = previous;
          notice("submitted", desk.phrases.notSaved, [{ label: desk.phrases.tryNow, press: () => this.undoSubmit() }], "urgent");
          return;
        }
        if (error.status !== 404) {
          notice("submitted", desk.phrases.cannotUndo, [{ label: desk.phrases.close, press: () => close("submitted") }], "calm");
          return;
        } // else it never arrived, and is still a draft
      }
    }
    close("submitted");
    close("waiting");
    if (desk.task) {
      this.next = { data: desk.task.data, html: desk.task.html, history: desk.task.history };
    }
    this.reopen(previous);
    notice("back", fill(desk.phrases.withdrawn, number), [{ label: desk.phrases.close, press: () => close("back") }], "calm");
  }

  /** A task that was left is worked on again; its content goes to the server as a draft once more. */
  async reopen(task) {
    const { desk } = this;
    this.show(task);
    await this.take(task.history.present);
  }

  /** From now on this tab writes; its content wins where it is given, else the server's newest. */
  async take(content = null) {
    const { desk } = this;
    const { data } = desk.task;
    try {
      const answer = await ask("POST", `${desk.place}/assignments/${data.assignment}/take`, { tab: desk.settings.tab });
      const waiting = content ?? (desk.outbox.draftOf(data.assignment) ? desk.content() : null);
      desk.outbox.know(data.assignment, answer.version);
      desk.tabs.tell(data.assignment);
      desk.root.inert = false;
      close("otherTab");
      if (waiting === null && answer.content) {
        desk.task.history = new state.History(state.widen(answer.content, data.answers.length));
        desk.task.view.show(desk.content(), desk.task.current);
      } else if (waiting !== null) {
        desk.outbox.draft(data.assignment, state.narrow(waiting));
      }
      return true;
    } catch (error) {
      if (error.status === 404 || error.status === 410) {
        this.gone({ assignment: data.assignment }, error.answer?.code);
      }
      return false; // no network: the next draft says so, and is told should another tab have written
    }
  }

  /** Another tab wrote last: this one looks on until it is taken over. */
  elsewhere() {
    const { desk } = this;
    desk.root.inert = true;
    const press = async () => {
      desk.outbox.drop(`draft:${desk.data().assignment}`);
      if (await this.take()) {
        announce(desk.phrases.takenOver);
        desk.root.querySelector("[data-start]").focus();
      }
    };
    notice("otherTab", desk.phrases.otherTab, [{ label: desk.phrases.takeOver, press, isPrimary: true }], "urgent").querySelector("button").focus();
  }

  gone(item, code) {
    const { desk } = this;
    if (item.assignment === desk.data()?.assignment) {
      notice("gone", code === "submitted" ? fill(desk.phrases.submittedUndo, desk.data().number) : desk.phrases.gone, [{ label: desk.phrases.close, press: () => close("gone") }], "urgent");
      this.next = null;
      desk.task = null;
      this.advance();
    } else if (this.next?.data.assignment === item.assignment) {
      this.next = null;
      this.fetchNext();
    }
  }

  refused(item, answer) {
    const { desk } = this;
    const texts = (answer?.problems ?? []).map((problem) => problem.text).join(" ");
    const task = this.kept.get(item.assignment);
    const address = `${desk.place}/label/${item.assignment}`;
    const back = !task ? [{ label: desk.phrases.backToIt, isPrimary: true, press: () => location.assign(address) }] : [{ label: desk.phrases.backToIt, isPrimary: true, press: () => { close("refused"); this.next = desk.task && { ...desk.task }; this.reopen(task); } }];
    notice("refused", fill(desk.phrases.refused, item.number ?? desk.data()?.number, texts), back, "urgent");
  }

  /** While nothing can be sent: the page without a task says why. */
  isWaiting(kind) {
    if (!this.desk.task && kind === "waiting") {
      notice("waiting", `${this.desk.phrases.offlineNext} ${fill(this.desk.phrases.waitingLabels, this.desk.outbox.labelsWaiting)}`, [{ label: this.desk.phrases.tryNow, press: () => { this.desk.outbox.flush(); this.fetchNext(); } }], "calm");
    }
  }

  askSkip() {
    const dialog = document.getElementById("skip-dialog");
    dialog.querySelector("[name=skip]").checked = true;
    dialog.querySelector("[data-skip-harms]").hidden = true;
    for (const harm of dialog.querySelectorAll("[name=harm]")) {
      harm.checked = false;
    }
    dialog.showModal();
  }

  skip() {
    const { desk } = this;
    const dialog = document.getElementById("skip-dialog");
    const reason = dialog.querySelector("[name=skip]:checked").value;
    const harm = reason === "harmful" ? dialog.querySelector("[name=harm]:checked")?.value : undefined;
    desk.outbox.end("skip", desk.data().assignment, { reason, harm });
    this.previous = null;
    announce(desk.phrases.skipped);
    this.advance();
  }

  unveil() {
    const { root } = this.desk;
    root.querySelector("[data-veil]").remove();
    const part = root.querySelector("[data-veiled]");
    part.inert = false;
    part.removeAttribute("data-veiled");
    root.querySelector("article.answer").focus({ preventScroll: true });
  }
}
