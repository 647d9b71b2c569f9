// Drags answers into tiers with mouse, pen or finger. Everything that it does can be done by click and by key too.

const threshold = 6;

/** @param root where dragged things stand  @param dropped hears of (answer, tier), tier null for none */
export function dragAnswers(root, dropped) {
  let drag = null;

  root.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest("[data-drag]");
    if (handle && event.isPrimary && event.button === 0) {
      drag = { handle, answer: Number(handle.dataset.drag), id: event.pointerId, x: event.clientX, y: event.clientY, ghost: null };
    }
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag || event.pointerId !== drag.id) {
      return;
    }
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < threshold) {
        return;
      }
      begin();
    }
    drag.ghost.style.transform = `translate(${event.clientX}px, ${event.clientY}px) translate(-50%, -60%)`;
    over(slotAt(event));
    event.preventDefault();
  }, { passive: false });

  document.addEventListener("pointerup", (event) => {
    if (drag?.ghost && event.pointerId === drag.id) {
      const slot = slotAt(event);
      // The click that follows belongs to the drag.
      const swallow = (click) => { click.stopPropagation(); click.preventDefault(); };
      addEventListener("click", swallow, { capture: true, once: true });
      setTimeout(() => removeEventListener("click", swallow, { capture: true }), 0);
      const { answer } = drag;
      end();
      if (slot) {
        dropped(answer, slot.dataset.slot === "" ? null : Number(slot.dataset.slot));
      }
    } else {
      end();
    }
  });

  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => {
    if (drag?.ghost && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      end();
    }
  }, { capture: true });

  function begin() {
    drag.ghost = document.createElement("div");
    drag.ghost.className = "drag-ghost";
    drag.ghost.textContent = drag.handle.textContent.trim().slice(-1);
    drag.ghost.setAttribute("aria-hidden", "true");
    document.body.append(drag.ghost);
    document.body.classList.add("dragging");
  }

  function slotAt(event) {
    return document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-slot]") ?? null;
  }

  function over(slot) {
    for (const each of root.querySelectorAll("[data-slot]")) {
      each.classList.toggle("over", each === slot);
    }
  }

  function end() {
    drag?.ghost?.remove();
    document.body.classList.remove("dragging");
    over(null);
    drag = null;
  }
}
