// Full-text search in the reader's browser. The index is a script of this site, loaded when somebody searches, so that it works from a disk too.
(function () {
  "use strict";
  const site = window.preceptSite;
  const dialog = document.getElementById("ui/search");
  const query = document.getElementById("ui/query");
  const results = document.getElementById("ui/results");
  const status = document.getElementById("ui/status");
  const message = document.getElementById("ui/message");
  const kinds = ["section", "example", "commentary", "prompts"];
  const kindWeight = [1.3, 1, 0.9, 0.7];
  const mostResults = 40;
  const mostPrefixes = 200;
  let index = null;
  let loading = false;

  // As in SearchTerms.cs: words in lower case, pairs of ideographs.
  const wordPart = /[\p{L}\p{M}\p{N}]/u;
  const ideograph = /[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{323af}]/u;
  function cut(text) {
    const runes = Array.from(text.toLowerCase());
    const isWord = i => i < runes.length && wordPart.test(runes[i]) && !ideograph.test(runes[i]);
    const isIdeograph = i => i < runes.length && ideograph.test(runes[i]);
    const terms = [];
    for (let at = 0; at < runes.length;) {
      if (isIdeograph(at)) {
        // The last of several stands in its pair already; alone it would only find more.
        if (isIdeograph(at + 1) || !isIdeograph(at - 1)) { terms.push(runes[at] + (isIdeograph(at + 1) ? runes[at + 1] : "")); }
        at++;
      } else if (isWord(at)) {
        let end = at;
        while (isWord(end)) { end++; }
        terms.push(runes.slice(at, Math.min(end, at + 40)).join(""));
        at = end;
        if (runes[end] === "'" || runes[end] === "\u2019") {
          let after = end + 1;
          while (isWord(after)) { after++; }
          if (after - end - 1 <= 2) { at = after; }
        }
      } else {
        at++;
      }
    }
    return [...new Set(terms)];
  }

  function firstAtOrAfter(term) {
    let low = 0;
    let high = index.terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (index.terms[middle] < term) { low = middle + 1; } else { high = middle; }
    }
    return low;
  }

  // For each text that has the term, or a word that begins with it: how well it fits.
  function matches(term) {
    const found = new Map();
    const start = firstAtOrAfter(term);
    for (let i = start; i < index.terms.length && i < start + mostPrefixes && index.terms[i].startsWith(term); i++) {
      const nearness = index.terms[i] === term ? 1 : 0.7 * term.length / index.terms[i].length;
      const weights = index.weights[i];
      for (let k = 0; k < weights.length; k += 2) {
        found.set(weights[k], Math.max(found.get(weights[k]) || 0, weights[k + 1] * nearness));
      }
    }
    return found;
  }

  function search(terms) {
    const scores = new Map();
    terms.forEach(function (term) {
      const found = matches(term);
      const rarity = Math.log(1 + (index.docs.length - found.size + 0.5) / (found.size + 0.5));
      found.forEach(function (weight, number) {
        const score = scores.get(number) || { number: number, terms: 0, score: 0 };
        score.terms++;
        score.score += weight * rarity * kindWeight[index.docs[number][3]];
        scores.set(number, score);
      });
    });
    const all = [...scores.values()];
    const most = Math.max(0, ...all.map(s => s.terms));
    return all.filter(s => s.terms === most).sort((a, b) => b.score - a.score || a.number - b.number);
  }

  // Longer terms first: an alternation takes the first that fits.
  function pattern(terms) {
    const escaped = [...terms].sort((a, b) => b.length - a.length).map(t => t.replace(/[^\p{L}\p{M}\p{N}]/gu, "\\$&"));
    return new RegExp(escaped.map((t, i) => ideograph.test(t) ? t : "(?<![\\p{L}\\p{M}\\p{N}])" + t + "[\\p{L}\\p{M}\\p{N}]*").join("|"), "giu");
  }

  function marked(to, text, found) {
    let at = 0;
    for (const match of text.matchAll(found)) {
      to.append(text.slice(at, match.index));
      const mark = document.createElement("mark");
      mark.textContent = match[0];
      to.append(mark);
      at = match.index + match[0].length;
    }
    to.append(text.slice(at));
    return to;
  }

  function snippet(text, found) {
    const first = text.search(found);
    const from = first < 60 ? 0 : text.indexOf(" ", first - 60) + 1 || first - 60;
    const start = Math.min(from, Math.max(first, 0));
    return (start > 0 ? "… " : "") + text.slice(start, start + 200).replace(/\s+/g, " ") + (start + 200 < text.length ? " …" : "");
  }

  function element(name, className) {
    const e = document.createElement(name);
    e.className = className;
    return e;
  }

  function item(doc, found) {
    const [address, title, section, kind, text] = doc;
    const link = element("a", "result");
    link.href = document.body.dataset.root + address;
    const where = element("span", "result-where");
    where.textContent = site.phrase("kind." + kinds[kind], "") + (kind === 0 ? "" : " · " + section);
    link.append(marked(element("span", "result-title"), title, found), where, marked(element("span", "result-text"), snippet(text, found), found));
    const li = document.createElement("li");
    li.append(link);
    return li;
  }

  function say(text, isShown) {
    message.hidden = !isShown;
    message.textContent = isShown ? text : "";
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { status.textContent = text; }, 300);
  }

  function show() {
    const terms = index ? cut(query.value) : [];
    if (terms.length === 0) {
      results.replaceChildren();
      say("", false);
      return;
    }
    const found = search(terms);
    const highlight = pattern(terms);
    results.replaceChildren(...found.slice(0, mostResults).map(s => item(index.docs[s.number], highlight)));
    results.scrollTop = 0;
    if (found.length === 0) { say(site.phrase("search.none", ""), true); } else { say(site.phrase("search.count", found.length), true); }
  }

  function load() {
    if (index || loading) { return; }
    loading = true;
    const script = document.createElement("script");
    script.src = document.body.dataset.index;
    script.onload = function () { index = window.preceptSearchIndex; loading = false; show(); };
    script.onerror = function () { loading = false; script.remove(); say(site.phrase("search.failed", ""), true); };
    document.head.append(script);
  }

  function open() {
    load();
    if (!dialog.open) { dialog.showModal(); }
    query.focus();
    query.select();
  }

  function step(by) {
    const stops = [query, ...results.querySelectorAll("a")];
    const at = stops.indexOf(document.activeElement);
    stops[Math.min(stops.length - 1, Math.max(0, at + by))].focus();
  }

  document.querySelectorAll("[data-search-open]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", open);
    button.addEventListener("pointerenter", load);
  });
  document.addEventListener("keydown", function (event) {
    // A dialog that has just been closed may have the focus still.
    const field = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    const typing = field && !dialog.contains(field);
    if (event.key === "/" && site.slash && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && !dialog.open) {
      event.preventDefault();
      open();
    } else if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey) {
      event.preventDefault();
      open();
    }
  });
  dialog.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    }
  });
  dialog.addEventListener("click", function (event) {
    // A click beside the box, or on a result of this very page, closes it.
    if (event.target === dialog || event.target.closest(".result")) { dialog.close(); }
  });
  dialog.querySelector("form").addEventListener("submit", function (event) {
    const first = results.querySelector("a");
    if (document.activeElement === query) {
      event.preventDefault();
      if (first) { first.click(); }
    }
  });
  query.addEventListener("input", show);
  document.addEventListener("precept-language", show);
}());
