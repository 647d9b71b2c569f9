// What is to be sent: drafts, labels, skips. It stands in the browser's storage until the server has acknowledged it, so that neither a lost network nor a closed page loses it.
import { ask } from "./shell.js";

const wait = 400;
const firstRetry = 1000;
const longestRetry = 30000;
const patience = 15000;

export class Outbox {
  /** @param place the campaign's address  @param scope what keeps people and campaigns of one browser apart  @param told functions that hear how it goes */
  constructor(place, scope, tab, told) {
    Object.assign(this, { place, tab, told, prefix: `precept:${scope}:`, items: new Map(), versions: new Map(), retry: 0, timer: 0, isSending: false, isKept: true, paused: new Set() });
    this.read();
    addEventListener("online", () => this.flush());
  }

  /** What an earlier page could not send. */
  read() {
    for (let i = 0; i < localStorage.length; i++) {
      const name = localStorage.key(i);
      if (name.startsWith(this.prefix)) {
        const item = JSON.parse(localStorage.getItem(name));
        this.items.set(name.slice(this.prefix.length), item);
      }
    }
  }

  keep(id, item) {
    this.items.set(id, item);
    try {
      localStorage.setItem(this.prefix + id, JSON.stringify(item));
      this.isKept = true;
    } catch (error) {
      if (error.name !== "QuotaExceededError" && error.name !== "SecurityError") {
        throw error;
      }
      this.isKept = false; // said to the person as long as the server does not have it either
    }
  }

  drop(id) {
    this.items.delete(id);
    localStorage.removeItem(this.prefix + id);
  }

  draftOf(assignment) { return this.items.get(`draft:${assignment}`); }

  get unsent() { return this.items.size; }

  get labelsWaiting() { return [...this.items.values()].filter((item) => item.kind !== "draft").length; }

  has(assignment) { return [...this.items.values()].some((item) => item.assignment === assignment && item.kind !== "draft"); }

  /** The draft of a task is now this. */
  draft(assignment, content) {
    const old = this.draftOf(assignment);
    this.keep(`draft:${assignment}`, { kind: "draft", assignment, content, version: this.versions.get(assignment) ?? old?.version ?? 0, inFlight: old?.inFlight });
    this.told.state(this.isKept ? "saving" : "keptNowhere");
    this.soon(wait);
  }

  /** Takes over a version that the server told. */
  know(assignment, version) {
    this.versions.set(assignment, version);
    this.paused.delete(assignment);
  }

  /** A label, or that a task is skipped: sent after what waits already. */
  end(kind, assignment, item) {
    this.drop(`draft:${assignment}`);
    this.keep(`${kind}:${assignment}`, { kind, assignment, tab: this.tab, ...item });
    this.flush();
  }

  /** Takes a label back that was never sent; false where the server may have it. */
  async takeBack(assignment) {
    const id = `submit:${assignment}`;
    while (this.sending === id) {
      await new Promise((resolve) => { setTimeout(resolve, 30); });
    }
    const item = this.items.get(id);
    this.drop(id);
    return item !== undefined && !item.isTried;
  }

  soon(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), milliseconds);
  }

  /** Sends everything, one after the other. */
  async flush() {
    clearTimeout(this.timer);
    if (this.isSending) {
      return;
    }
    if (!navigator.onLine) {
      if (this.unsent > 0) {
        this.told.state(this.isKept ? "waiting" : "keptNowhere");
      }
      return;
    }
    this.isSending = true;
    try {
      for (let next = this.next(); next; next = this.next()) {
        const [id, item] = next;
        this.sending = id;
        if (!await this.send(id, item)) {
          break;
        }
        this.retry = 0;
      }
    } finally {
      this.isSending = false;
      this.sending = null;
    }
  }

  next() {
    const waiting = [...this.items].filter(([, item]) => !this.paused.has(item.assignment));
    return waiting.find(([, item]) => item.kind !== "draft") ?? waiting[0];
  }

  /** Whether it is done with, one way or the other. */
  async send(id, item) {
    const address = `${this.place}/assignments/${item.assignment}/`;
    const options = { signal: AbortSignal.timeout(patience) };
    try {
      if (item.kind === "draft") {
        const version = this.versions.get(item.assignment) ?? item.version;
        const sent = JSON.stringify(item.content);
        this.keep(id, { ...item, inFlight: item.content });
        const answer = await ask("PUT", `${address}draft`, { tab: this.tab, version, content: item.content }, options);
        this.versions.set(item.assignment, answer.version);
        const now = this.items.get(id);
        if (now && JSON.stringify(now.content) === sent) {
          this.drop(id);
          this.told.saved(item.assignment, answer.savedAt);
        } else if (now) {
          this.keep(id, { ...now, version: answer.version, inFlight: undefined });
        }
      } else if (item.kind === "submit") {
        const { key, tab, content, milliseconds } = item;
        this.keep(id, { ...item, isTried: true });
        const answer = await ask("POST", `${address}submit`, { key, tab, content, milliseconds }, options);
        this.drop(id);
        this.told.submitted(item, answer);
      } else {
        await ask("POST", `${address}skip`, { tab: item.tab, reason: item.reason, harm: item.harm }, options);
        this.drop(id);
        this.told.skipped(item);
      }
      return true;
    } catch (error) {
      return this.failed(id, item, error);
    }
  }

  failed(id, item, error) {
    switch (error.status) {
      case 409:
        this.paused.add(item.assignment);
        this.told.otherTab(item, error.answer);
        return true;
      case 404:
      case 410:
        this.drop(id);
        this.told.gone(item, error.answer?.code);
        return true;
      case 400:
      case 413:
      case 422:
        if (error.answer?.code === "antiforgery") {
          return this.later("signedOut");
        }
        this.drop(id);
        this.told.refused(item, error.answer);
        return true;
      default:
        // No network, a server that is away or busy, or nobody signed in: all of them pass.
        return this.later(error.status === 401 || error.status === 403 ? "signedOut" : "waiting");
    }
  }

  later(why) {
    this.told.state(this.isKept ? why : "keptNowhere");
    this.soon(Math.min(longestRetry, firstRetry * 2 ** this.retry++));
    return false;
  }
}
