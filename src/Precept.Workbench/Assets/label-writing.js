// Which tab writes: one at a time; the others look on until they are taken over.
import { announce, ask } from "./shell.js";
import { close, notice } from "./label-notices.js";
import * as state from "./label-state.js";

export class Writing {
  constructor(desk) {
    this.desk = desk;
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
        desk.tasks.gone({ assignment: data.assignment }, error.answer?.code);
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
}
