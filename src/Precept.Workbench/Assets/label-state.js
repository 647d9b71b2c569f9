// What a person says of a task's answers, as values: every change makes a new content, the history keeps the old ones.
// Lists about answers have one entry an answer here, in the task's own order.

/** A content in which nothing is said. */
export function empty(count) {
  const each = (make) => Array.from({ length: count }, make);
  return {
    tiers: each(() => null), allUnacceptable: false, incomparable: false, strength: null, ratings: each(() => null), flags: each(() => []),
    decidedOn: "", breaches: [], reason: "", unclear: null, ownView: null, edits: each(() => null), turns: [],
  };
}

/** A content as the server keeps it, with one entry an answer in every list. */
export function widen(content, count) {
  const wide = { ...empty(count), ...Object.fromEntries(Object.entries(content ?? {}).filter(([, value]) => value !== null && value !== undefined)) };
  for (const list of ["tiers", "ratings", "flags", "edits"]) {
    if (wide[list].length !== count) {
      wide[list] = empty(count)[list];
    }
  }
  return wide;
}

/** A content as the server keeps it: lists in which nothing is said are empty. */
export function narrow(content) {
  const some = (list) => (list.some((entry) => entry !== null && entry.length !== 0) ? list : []);
  const own = content.ownView;
  return {
    ...content,
    tiers: some(content.tiers), ratings: some(content.ratings), flags: some(content.flags), edits: some(content.edits),
    reason: content.reason, ownView: own && (own.tiers.some((tier) => tier !== null) || own.reason) ? own : null,
  };
}

/** A content to be submitted: the tiers in use are numbered from 0 without gaps. */
export function dense(content) {
  const close = (tiers) => {
    const used = [...new Set(tiers.filter((tier) => tier !== null))].sort((a, b) => a - b);
    return tiers.map((tier) => (tier === null ? null : used.indexOf(tier)));
  };
  return narrow({ ...content, tiers: close(content.tiers), ownView: content.ownView && { ...content.ownView, tiers: close(content.ownView.tiers) } });
}

const at = (list, index, value) => list.map((entry, i) => (i === index ? value : entry));

/** Puts an answer into a tier, or out of all (null). What is placed can be compared. */
export const place = (content, answer, tier) => ({ ...content, tiers: at(content.tiers, answer, tier), incomparable: tier === null && content.incomparable });

/** Answers that cannot be compared have no tiers. */
export const setIncomparable = (content, on) => (on
  ? { ...content, incomparable: true, tiers: content.tiers.map(() => null), strength: null }
  : { ...content, incomparable: false });

export const setRating = (content, answer, rating) => ({ ...content, ratings: at(content.ratings, answer, rating) });

export const setEdit = (content, answer, text) => ({ ...content, edits: at(content.edits, answer, text) });

export const toggleFlag = (content, answer, flag) => {
  const flags = content.flags[answer];
  return { ...content, flags: at(content.flags, answer, flags.includes(flag) ? flags.filter((f) => f !== flag) : [...flags, flag]) };
};

export const addBreach = (content, breach) => ({ ...content, breaches: [...content.breaches, breach] });

export const removeBreach = (content, index) => ({ ...content, breaches: content.breaches.filter((_, i) => i !== index) });

/** A doubt about a section; none where neither is given. */
export const setUnclear = (content, change) => {
  const unclear = { section: "", text: "", ...content.unclear, ...change };
  return { ...content, unclear: unclear.section || unclear.text ? unclear : null };
};

export const setOwnView = (content, change) => ({ ...content, ownView: { tiers: content.tiers.map(() => null), reason: "", ...content.ownView, ...change } });

export const setOwnTier = (content, answer, tier) => setOwnView(content, { tiers: at(content.ownView?.tiers ?? content.tiers.map(() => null), answer, tier) });

/** Feedback on a turn: the same choice again takes it back. */
export const setTurn = (content, message, isGood, comment) => {
  const old = content.turns.find((turn) => turn.message === message);
  const others = content.turns.filter((turn) => turn.message !== message);
  if (comment === undefined && old?.isGood === isGood) {
    return { ...content, turns: others };
  }
  const turn = { message, isGood: isGood ?? old?.isGood ?? true, comment: comment ?? old?.comment ?? "" };
  return { ...content, turns: [...others, turn].sort((a, b) => a.message - b.message) };
};

export const same = (a, b) => JSON.stringify(narrow(a)) === JSON.stringify(narrow(b));

/** What keeps a content from being submitted: names of fields, first those that stand first on the page. */
export function problemsOf(content, questions) {
  const problems = [];
  const need = (isMet, name) => { if (!isMet) { problems.push(name); } };
  const required = (name) => questions[name] === "required";
  const places = new Set(content.tiers);
  need(!required("rating") || content.ratings.every((r) => r !== null), "ratings");
  need(!required("flags") || content.flags.some((f) => f.length > 0), "flags");
  need(!content.unclear || (content.unclear.section && content.unclear.text.trim()), "unclear");
  const own = content.ownView?.tiers ?? [];
  need(own.some((t) => t !== null) || required("ownView") ? own.length > 0 && own.every((t) => t !== null) : true, "ownView");
  need(content.incomparable || !places.has(null), "tiers");
  need(!required("strength") || content.incomparable || places.size < 2 || content.strength, "strength");
  need(!required("decidedOn") || content.incomparable || content.decidedOn, "decidedOn");
  need(!required("reason") || content.reason.trim(), "reason");
  need(!required("breaches") || content.breaches.length > 0, "breaches");
  return problems;
}

const oneChange = 1500;

/** The contents that a person went through. Changes of one field within a moment are one step. */
export class History {
  constructor(content) {
    this.present = content;
    this.past = [];
    this.future = [];
    this.group = null;
    this.changedAt = 0;
  }

  change(content, group = null, now = Date.now()) {
    if (same(content, this.present)) {
      return false;
    }
    if (!group || group !== this.group || now - this.changedAt > oneChange) {
      this.past.push(this.present);
    }
    [this.present, this.future, this.group, this.changedAt] = [content, [], group, now];
    return true;
  }

  undo() { return this.move(this.past, this.future); }

  redo() { return this.move(this.future, this.past); }

  move(from, to) {
    if (from.length === 0) {
      return false;
    }
    to.push(this.present);
    [this.present, this.group] = [from.pop(), null];
    return true;
  }
}
