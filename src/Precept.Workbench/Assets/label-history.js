// What happened to one's label of the task, as the events of the server tell it.
import { announce, ask } from "./shell.js";

/** "label.drafted" and "labelDrafted" are called by the phrase eventLabelDrafted; what has no phrase by its own name. */
function called(kind, phrases) {
  const name = `event${kind.split(/[.-]/).map((part) => part[0].toUpperCase() + part.slice(1)).join("")}`;
  return phrases[name] ?? kind;
}

export async function showHistory(place, assignment, phrases) {
  const dialog = document.getElementById("history-dialog");
  let events;
  try {
    events = await ask("GET", `${place}/assignments/${assignment}/history`);
  } catch (error) {
    if (error.status) {
      throw error;
    }
    announce(phrases.offline);
    return;
  }
  dialog.querySelector("[data-history]").replaceChildren(...events.map((event) => {
    const [item, time, what, mark] = ["li", "time", "span", "code"].map((name) => document.createElement(name));
    time.textContent = new Date(event.at).toLocaleString(document.documentElement.lang, { hour12: false });
    time.dateTime = new Date(event.at).toISOString();
    what.textContent = called(event.kind, phrases);
    mark.textContent = event.hash.slice(0, 8);
    item.append(time, what, mark);
    return item;
  }));
  dialog.showModal();
}
