// Notices above the task: another tab, no network, what became of the last label, a break. Each is said to screen readers as well.

const place = document.querySelector("[data-banners]");

/** Shows a notice, in place of one with the same id. */
export function notice(id, text, buttons = [], kind = "") {
  close(id);
  const box = document.createElement("div");
  box.className = `banner ${kind}`;
  box.dataset.banner = id;
  box.setAttribute("role", kind === "urgent" ? "alert" : "status");
  const said = document.createElement("p");
  said.textContent = text;
  box.append(said);
  for (const { label, key, press, isPrimary } of buttons) {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: isPrimary ? "button primary" : "button", textContent: label });
    if (key) {
      const cap = document.createElement("kbd");
      cap.dataset.key = key;
      cap.setAttribute("aria-hidden", "true");
      button.append(" ", cap);
    }
    button.addEventListener("click", press);
    box.append(button);
  }
  place.append(box);
  return box;
}

export function close(id) {
  place.querySelector(`[data-banner="${id}"]`)?.remove();
}
