// Consultations: a vote brings the next statement without a reload; what a proposal changes is shown as it is written. Everything works without this file.

import { announce, words, fill } from "./shell.js";

const phrases = words();

/** Sends a form and brings the part of the page that the answer holds; null where the server says no, which is told. */
async function part(form, submitter, name) {
  try {
    const response = await fetch(form.action, {
      method: "POST",
      headers: { "X-Part": name, "Accept": "text/html" },
      body: new URLSearchParams(new FormData(form, submitter)),
    });
    if (response.ok || response.status === 422) {
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      return page.getElementById(name);
    }
    tell(response.status === 429 ? phrases.slow : phrases.offline);
  } catch (error) {
    if (!(error instanceof TypeError)) {
      throw error;
    }
    tell(phrases.offline);
  }
  return null;
}

/** A problem above the ballot, for everybody to see and hear. */
function tell(text) {
  const ballot = document.getElementById("ballot") ?? document.querySelector("main");
  ballot.querySelector(":scope > .problem")?.remove();
  const problem = document.createElement("p");
  problem.className = "problem";
  problem.setAttribute("role", "alert");
  problem.textContent = text;
  ballot.prepend(problem);
}

let isVoting = false;
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!("ballot" in form.dataset)) {
    return;
  }

  event.preventDefault();
  if (isVoting) {
    return;
  }

  isVoting = true;
  const old = document.getElementById("ballot");
  const isOpen = old.querySelector("details.mine")?.open ?? false;
  const next = await part(form, event.submitter, "ballot");
  isVoting = false;
  if (!next) {
    return;
  }

  old.replaceWith(next);
  const mine = next.querySelector("details.mine");
  const isRevote = form.classList.contains("revote");
  if (mine) {
    mine.open = isOpen;
  }

  showKeys();
  const statement = document.getElementById("statement");
  const focus = isRevote ? mine?.querySelector(`input[value="${form.elements.statement.value}"]`)?.parentElement.querySelector("[aria-pressed='true']") : null;
  (focus ?? statement).focus({ preventScroll: !!focus });
  announce(`${next.querySelector(".done, .problem")?.textContent ?? ""} ${isRevote ? "" : statement.textContent}`);
});

// Only while the ballot has the focus: a key alone must not vote from elsewhere.
document.addEventListener("keydown", (event) => {
  const form = document.activeElement?.closest?.("#ballot > form[data-ballot]");
  if (form && !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat) {
    form.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  }
});

function showKeys() {
  if (matchMedia("(hover: hover)").matches) {
    for (const hint of document.querySelectorAll("[data-keys-hint]")) {
      hint.hidden = false;
    }
  }
}

showKeys();

for (const area of document.querySelectorAll("[data-left]")) {
  const place = area.closest("form").querySelector("[data-left-of]");
  const count = () => { place.textContent = fill(phrases.left, Number(area.dataset.left) - area.value.length); };
  area.addEventListener("input", count);
  count();
}

for (const form of document.querySelectorAll("form[data-change]")) {
  const area = form.elements.text;
  let shown = area.value;
  const show = async () => {
    if (area.value !== shown) {
      shown = area.value;
      const change = await part(form, null, "change");
      if (change) {
        document.getElementById("change").replaceWith(change);
      }
    }
  };
  area.addEventListener("change", show);
  form.querySelector("[data-show-change]").addEventListener("click", (event) => {
    event.preventDefault();
    show();
  });
}

if (matchMedia("(min-width: 60rem)").matches) {
  for (const details of document.querySelectorAll("[data-open-wide]")) {
    details.open = true;
  }
}
