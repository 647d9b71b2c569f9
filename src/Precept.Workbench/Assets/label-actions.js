// What can be done on the task page: by key (the actions themselves), by button (pressed), by writing (written).
import { announce, ask, fill } from "./shell.js";
import { showHistory } from "./label-history.js";
import * as state from "./label-state.js";

const strengths = [null, "significantly", "better", "slightly", "unsure"];

const card = (desk, answer) => desk.root.querySelector(`article[data-answer="${answer}"]`);

function go(desk, step) {
  const { order } = desk.data();
  const isThere = document.activeElement?.closest?.(".answer, [data-chip]");
  const place = order.indexOf(desk.task.current);
  const next = isThere || desk.task.current === null ? Math.max(0, Math.min(order.length - 1, place + step)) : place;
  const target = isThere?.matches("[data-chip]") ? desk.root.querySelector(`[data-chip="${order[next]}"]`) : card(desk, order[next]);
  desk.task.current = order[next];
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "nearest" });
}

function toField(desk, name) {
  const field = desk.root.querySelector(`[data-field="${name}"]`);
  field?.focus();
  return field !== null;
}

function onOff(desk, name, isOn) {
  announce(fill(isOn ? desk.phrases.sayOn : desk.phrases.sayOff, name));
}

function toggleEdit(desk, answer) {
  const button = desk.root.querySelector(`[data-do=edit][data-answer="${answer}"]`);
  if (!button) {
    return false;
  }
  const area = document.getElementById(button.getAttribute("aria-controls"));
  area.hidden = !area.hidden;
  button.setAttribute("aria-expanded", String(!area.hidden));
  (area.hidden ? button : area.querySelector("textarea")).focus();
  return true;
}

function layout(desk, isStacked) {
  desk.root.querySelector("[data-answers]").classList.toggle("stacked", isStacked);
  desk.task.view.press("[data-do=layout]", (b) => (b.dataset.value === "stacked") === isStacked);
  desk.settings.stacked = isStacked;
  // Should it not reach the server, only the memory of a layout is lost.
  ask("POST", "/settings/label", { stacked: isStacked }).catch(() => announce(desk.phrases.offline));
}

const isOffered = (desk, name) => desk.root.querySelector(`[data-do=${name}]`) !== null;

export const actions = {
  tier: (desk, tier) => tier < desk.data().answers.length && desk.task.current !== null && desk.placeAnswer(desk.task.current, tier) === undefined,
  unplace: (desk) => desk.task.current !== null && desk.placeAnswer(desk.task.current, null) === undefined,
  next: (desk) => go(desk, 1),
  previous: (desk) => go(desk, -1),
  incomparable: (desk) => isOffered(desk, "incomparable") && actions.pressed.incomparable(desk),
  unacceptable: (desk) => isOffered(desk, "unacceptable") && actions.pressed.unacceptable(desk),
  strength: (desk) => {
    const field = desk.root.querySelector("[data-field=strength]");
    const next = strengths[(strengths.indexOf(desk.content().strength) + 1) % strengths.length];
    if (!field) {
      return false;
    }
    desk.change({ ...desk.content(), strength: next });
    announce(field.selectedOptions[0].textContent);
    return true;
  },
  decidedOn: (desk) => toField(desk, "decidedOn"),
  reason: (desk) => toField(desk, "reason"),
  breach: (desk) => desk.breaches.open(desk.task.current),
  flags: (desk) => {
    const flags = desk.root.querySelector(`[data-flags="${desk.task.current}"]`);
    if (!flags) {
      return false;
    }
    flags.open = !flags.open;
    flags.querySelector(flags.open ? "button" : "summary").focus();
    return true;
  },
  edit: (desk) => desk.task.current !== null && toggleEdit(desk, desk.task.current),
  controls: (desk) => card(desk, desk.task.current ?? desk.data().order[0]).querySelector("button, input").focus(),
  unclear: (desk) => {
    const fold = desk.root.querySelector("[data-fold=unclear]");
    if (!fold) {
      return false;
    }
    fold.open = true;
    fold.scrollIntoView({ block: "nearest" });
    return toField(desk, "unclearSection");
  },
  toAnswer: (desk) => {
    const answer = card(desk, desk.task.current ?? desk.data().order[0]);
    answer.focus({ preventScroll: true });
    answer.scrollIntoView({ block: "nearest" });
  },
  search: (desk) => desk.sections.focus(),
  layout: (desk) => layout(desk, !desk.settings.stacked),
  submit: (desk) => { desk.ending.submit(); },
  draft: (desk) => { desk.outbox.flush().then(() => announce(desk.root.querySelector("[data-saved]").textContent)); },
  undo: (desk) => {
    if (desk.task.history.undo()) {
      desk.changed();
      announce(desk.phrases.sayUndone);
    } else {
      desk.ending.undoSubmit();
    }
  },
  redo: (desk) => {
    if (desk.task.history.redo()) {
      desk.changed();
      announce(desk.phrases.sayRedone);
    }
  },
  skip: (desk) => desk.ending.askSkip(),
  help: (desk) => desk.keys.open(),

  /** What buttons do, by their data-do. */
  pressed: {
    place: (desk, b) => {
      const [answer, tier] = [Number(b.dataset.answer), Number(b.dataset.tier)];
      desk.placeAnswer(answer, desk.content().tiers[answer] === tier ? null : tier);
    },
    slot: (desk, b) => { if (desk.task.current !== null) { desk.placeAnswer(desk.task.current, Number(b.dataset.tier)); } },
    choose: (desk, b) => { desk.task.current = Number(b.dataset.chip); desk.task.view.ranking(desk.content(), desk.task.current); },
    unacceptable: (desk) => {
      const isOn = !desk.content().allUnacceptable;
      desk.change({ ...desk.content(), allUnacceptable: isOn });
      onOff(desk, desk.phrases.allUnacceptable, isOn);
    },
    incomparable: (desk) => {
      const isOn = !desk.content().incomparable;
      desk.change(state.setIncomparable(desk.content(), isOn));
      onOff(desk, desk.phrases.incomparable, isOn);
    },
    flag: (desk, b) => desk.change(state.toggleFlag(desk.content(), Number(b.dataset.answer), b.dataset.value)),
    breach: (desk, b) => desk.breaches.open(Number(b.dataset.answer)),
    "remove-breach": (desk, b) => {
      const { answer } = desk.content().breaches[Number(b.dataset.index)];
      desk.change(state.removeBreach(desk.content(), Number(b.dataset.index)));
      card(desk, answer).focus();
      announce(desk.phrases.breachRemoved);
    },
    edit: (desk, b) => toggleEdit(desk, Number(b.dataset.answer)),
    unedit: (desk, b) => desk.change(state.setEdit(desk.content(), Number(b.dataset.answer), null)),
    turn: (desk, b) => desk.change(state.setTurn(desk.content(), Number(b.dataset.message), b.dataset.value === "good")),
    clip: (_, b) => {
      const isOpen = b.getAttribute("aria-expanded") !== "true";
      b.setAttribute("aria-expanded", String(isOpen));
      b.textContent = isOpen ? b.dataset.less : b.dataset.more;
      b.previousElementSibling.classList.toggle("clipped", !isOpen);
    },
    unveil: (desk) => desk.tasks.unveil(),
    layout: (desk, b) => layout(desk, b.dataset.value === "stacked"),
    "open-section": (desk, b) => { desk.sections.open(b.dataset.section); },
    "look-again": () => location.reload(),
    skip: (desk) => desk.ending.askSkip(),
    undo: (desk) => actions.undo(desk),
    redo: (desk) => actions.redo(desk),
    submit: (desk) => { desk.ending.submit(); },
    help: (desk) => desk.keys.open(),
    history: (desk) => showHistory(desk.place, desk.data().assignment, desk.phrases),
  },

  /** What was written or chosen in a field. */
  written: (desk, field) => {
    const content = desk.content();
    const answer = Number(field.dataset.answer);
    const group = `${field.dataset.field}:${field.dataset.answer ?? field.dataset.message ?? ""}`;
    const number = field.value === "" ? null : Number(field.value);
    const changed = {
      strength: () => ({ ...content, strength: field.value || null }),
      decidedOn: () => ({ ...content, decidedOn: field.value }),
      reason: () => ({ ...content, reason: field.value }),
      rating: () => state.setRating(content, answer, number),
      unclearSection: () => state.setUnclear(content, { section: field.value }),
      unclearText: () => state.setUnclear(content, { text: field.value }),
      ownTier: () => state.setOwnTier(content, answer, number),
      ownReason: () => state.setOwnView(content, { reason: field.value }),
      turn: () => state.setTurn(content, Number(field.dataset.message), undefined, field.value),
      edit: () => state.setEdit(content, answer, field.value === desk.data().answers[answer].replaceAll("\r\n", "\n") ? null : field.value),
    }[field.dataset.field]();
    desk.change(changed, group);
  },

  /** Offers to opt out of what the task shows, once that is the reason. */
  skipHarms: (desk) => {
    const dialog = document.getElementById("skip-dialog");
    const isHarm = dialog.querySelector("[name=skip]:checked").value === "harmful";
    dialog.querySelector("[data-skip-harms]").hidden = !isHarm;
    for (const label of dialog.querySelectorAll("[data-harm]")) {
      label.hidden = desk.data().harms.length > 0 && !desk.data().harms.includes(label.dataset.harm);
    }
  },
};
