// The way from task to task: the first one, what is on the page, and the next one that is fetched before it is needed.
import { announce, ask, fill } from "./shell.js";
import { close, notice } from "./label-notices.js";
import * as state from "./label-state.js";

const again = 3000;

export class Tasks {
  constructor(desk) {
    Object.assign(this, { desk, next: null, isFetching: false });
  }

  /** The task that the page came with. */
  async start() {
    const { desk } = this;
    desk.outbox.flush();
    if (!desk.root.querySelector(".task-data")) {
      return;
    }
    const data = this.read();
    const isOurs = this.isOurs(data);
    this.bind(data, desk.root.innerHTML);
    const { assignment } = data;
    const [worked, milliseconds] = JSON.parse(localStorage.getItem("precept-time") ?? "[]");
    desk.time.milliseconds = worked === assignment ? milliseconds : 0;
    await this.claim(isOurs);
    await this.fetchNext();
  }

  // What this browser showed last, or what nobody has written in yet: it was fetched ahead by a page that is closed or loaded anew, or is only looked at elsewhere.
  isOurs({ assignment, draftVersion }) { return draftVersion === 0 || this.desk.tabs.wasHere(assignment); }

  /** Another page had the task: this one goes on with it, unless that page is still open here, or somebody wrote in it elsewhere. */
  async claim(isOurs) {
    const { desk } = this;
    const { assignment, otherTab } = desk.data();
    if (!otherTab) {
      return;
    }
    if (!isOurs || await desk.tabs.isElsewhere(assignment)) {
      desk.writing.elsewhere();
    } else if (await desk.writing.take()) {
      desk.data().otherTab = false;
    }
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
    close("back"); // of the task before
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
      const isOurs = this.isOurs(next.data);
      this.show(next);
      this.claim(isOurs);
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

  /** A task that was left is worked on again; its content goes to the server as a draft once more. */
  async reopen(task) {
    const { desk } = this;
    this.show(task);
    await desk.writing.take(task.history.present);
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

  /** While nothing can be sent: the page without a task says why. */
  isWaiting(kind) {
    if (!this.desk.task && kind === "waiting") {
      notice("waiting", `${this.desk.phrases.offlineNext} ${fill(this.desk.phrases.waitingLabels, this.desk.outbox.labelsWaiting)}`, [{ label: this.desk.phrases.tryNow, press: () => { this.desk.outbox.flush(); this.fetchNext(); } }], "calm");
    }
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
