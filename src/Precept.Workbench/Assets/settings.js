// The settings page: shows instructions as people will see them, while they are written.

import { ask } from "./shell.js";

const form = document.querySelector("form[data-preview]");
const field = document.getElementById("instructions");
const place = document.getElementById("instructions-preview");
let timer = 0;
let newest = 0;

async function show() {
  const asked = ++newest;
  if (!field.value.trim()) {
    place.replaceChildren();
    return;
  }
  const answer = await ask("POST", form.dataset.preview, { text: field.value });
  if (asked === newest) {
    place.innerHTML = answer.html; // rendered and escaped by the server
  }
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(show, 400);
});
show();
