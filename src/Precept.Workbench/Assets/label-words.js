// Words of an answer: from a selection on the page to the exact words of its source, and marks on the page for words of the source.
// Every run of text on the page says where it stands in the source (data-at); one with data-len stands for that many units of it.

const isWithin = (node, element) => element.contains(node);

/** Where a place on the page is in the source. */
function placeOf(run, container, offset) {
  const at = Number(run.dataset.at);
  const before = document.createRange();
  before.selectNodeContents(run);
  before.setEnd(container, offset);
  const passed = before.toString().length;
  return run.dataset.len === undefined ? at + passed : passed > 0 ? at + Number(run.dataset.len) : at;
}

const endOf = (run) => Number(run.dataset.at) + (run.dataset.len === undefined ? run.textContent.length : Number(run.dataset.len));

/** The words that are selected: answer, start, words, and where they are on the screen; null where none of one answer are. */
export function selectedWords(sources) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) {
    return null;
  }
  const range = selection.getRangeAt(0);
  const common = range.commonAncestorContainer;
  const text = (common.nodeType === Node.ELEMENT_NODE ? common : common.parentElement).closest("[data-text]") ?? clippedTo(range);
  if (!text) {
    return null;
  }
  const runs = [...text.querySelectorAll("[data-at]")].filter((run) => range.intersectsNode(run));
  if (runs.length === 0) {
    return null;
  }
  const [first, last] = [runs[0], runs[runs.length - 1]];
  const start = isWithin(range.startContainer, first) ? placeOf(first, range.startContainer, range.startOffset) : Number(first.dataset.at);
  const end = isWithin(range.endContainer, last) ? atomicEnd(last, range) : endOf(last);
  const answer = Number(text.dataset.text);
  const words = sources[answer].slice(start, end);
  const trimmed = words.trim();
  return trimmed.length === 0 ? null : { answer, start: start + words.indexOf(trimmed), words: trimmed, at: range.getBoundingClientRect() };
}

const atomicEnd = (run, range) => (run.dataset.len === undefined ? placeOf(run, range.endContainer, range.endOffset) : endOf(run));

// A triple click selects a paragraph and ends at the start of what follows: that is still a selection within the answer that it began in.
function clippedTo(range) {
  const start = range.startContainer.nodeType === Node.ELEMENT_NODE ? range.startContainer : range.startContainer.parentElement;
  const text = start.closest("[data-text]");
  if (!text) {
    return null;
  }
  range.setEnd(text, text.childNodes.length);
  return text;
}

/** Where words that were typed stand in the source; -1 where they do not. A text field shows every line break as one sign. */
export function find(source, words) {
  const exact = source.indexOf(words);
  return exact >= 0 ? { start: exact, words } : { start: source.indexOf(words.replaceAll("\n", "\r\n")), words: words.replaceAll("\n", "\r\n") };
}

/** Marks the parts of an answer; intervals are [start, end, title]. The markup is the server's, as it came. */
export function mark(text, original, intervals) {
  text.innerHTML = original;
  for (const run of intervals.length > 0 ? text.querySelectorAll("[data-at]") : []) {
    const [from, to] = [Number(run.dataset.at), endOf(run)];
    const touching = intervals.filter(([start, end]) => start < to && end > from);
    if (touching.length === 0) {
      continue;
    }
    const isWhole = run.dataset.len !== undefined;
    const cuts = isWhole ? [from, to] : [...new Set([from, to, ...touching.flatMap(([start, end]) => [Math.max(start, from), Math.min(end, to)])])].sort((a, b) => a - b);
    const shown = run.textContent;
    run.textContent = "";
    for (let i = 0; i + 1 < cuts.length; i++) {
      const part = isWhole ? shown : shown.slice(cuts[i] - from, cuts[i + 1] - from);
      const titles = touching.filter(([start, end]) => start < cuts[i + 1] && end > cuts[i]).map(([, , title]) => title);
      if (titles.length === 0) {
        run.append(part);
      } else {
        const mark = document.createElement("mark");
        mark.className = "broken";
        mark.title = titles.join(" · ");
        mark.textContent = part;
        run.append(mark);
      }
    }
  }
}
