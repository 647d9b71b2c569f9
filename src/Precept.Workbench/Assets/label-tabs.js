// Tabs of one browser on the same task: they can ask each other whether they are there, which the server cannot know.

const answerWithin = 300;

export class Tabs {
  /** @param taken hears that another tab of this browser took the task over */
  constructor(tab, taken) {
    this.tab = tab;
    this.assignment = null;
    this.channel = new BroadcastChannel("precept-label");
    this.channel.addEventListener("message", ({ data }) => {
      if (data.ask && data.ask === this.assignment && data.from !== tab) {
        this.channel.postMessage({ have: this.assignment, to: data.from });
      } else if (data.taken && data.taken === this.assignment && data.from !== tab) {
        taken();
      }
    });
  }

  /** Whether another open tab of this browser shows the task. */
  isElsewhere(assignment) {
    return new Promise((resolve) => {
      const heard = ({ data }) => { if (data.have === assignment && data.to === this.tab) { done(true); } };
      const done = (is) => {
        clearTimeout(timer);
        this.channel.removeEventListener("message", heard);
        resolve(is);
      };
      const timer = setTimeout(() => done(false), answerWithin);
      this.channel.addEventListener("message", heard);
      this.channel.postMessage({ ask: assignment, from: this.tab });
    });
  }

  /** Tells the other tabs that this one writes from now on. */
  tell(assignment) {
    this.channel.postMessage({ taken: assignment, from: this.tab });
  }

  /** Remembers that this browser is at work on a task: a page that is loaded anew goes on by itself then. */
  show(assignment) {
    this.assignment = assignment;
    localStorage.setItem("precept-task", assignment ?? "");
  }

  /** Whether this browser was the last to show the task. */
  wasHere(assignment) { return localStorage.getItem("precept-task") === assignment; }
}
