// How a task ends: submitted or skipped, what the server says to that, and taking it back.
import { announce, ask, fill } from "./shell.js";
import { close, notice } from "./label-notices.js";
import * as state from "./label-state.js";

export class Ending {
  constructor(desk) {
    Object.assign(this, { desk, previous: null, kept: new Map() });
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
    desk.tasks.advance();
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
    desk.tasks.fetchNext();
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
      desk.tasks.next = { data: desk.task.data, html: desk.task.html, history: desk.task.history };
    }
    desk.tasks.reopen(previous);
    notice("back", fill(desk.phrases.withdrawn, number), [{ label: desk.phrases.close, press: () => close("back") }], "calm");
  }

  refused(item, answer) {
    const { desk } = this;
    const texts = (answer?.problems ?? []).map((problem) => problem.text).join(" ");
    const task = this.kept.get(item.assignment);
    const address = `${desk.place}/label/${item.assignment}`;
    const back = !task ? [{ label: desk.phrases.backToIt, isPrimary: true, press: () => location.assign(address) }] : [{ label: desk.phrases.backToIt, isPrimary: true, press: () => { close("refused"); desk.tasks.next = desk.task && { ...desk.task }; desk.tasks.reopen(task); } }];
    notice("refused", fill(desk.phrases.refused, item.number ?? desk.data()?.number, texts), back, "urgent");
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
    desk.tasks.advance();
  }
}
