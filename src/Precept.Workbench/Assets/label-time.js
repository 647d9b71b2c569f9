// How long a person worked, the sign of life of a task, and when a break would be good.

const idle = 60000;
const tick = 1000;
const heartbeat = 30000;
const longPause = 5 * 60000;

export class WorkTime {
  /** @param beat sends a sign of life  @param breakAfter minutes, 0 for never  @param propose proposes a break after so many minutes */
  constructor(beat, breakAfter, propose) {
    Object.assign(this, { milliseconds: 0, stretch: 0, activeAt: performance.now(), tickAt: performance.now(), beatAt: performance.now() });
    for (const kind of ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "input"]) {
      addEventListener(kind, () => { this.activeAt = performance.now(); }, { passive: true, capture: true });
    }
    setInterval(() => {
      const now = performance.now();
      const passed = Math.min(now - this.tickAt, 2 * tick); // a sleeping machine works no hours
      this.tickAt = now;
      const isActive = document.visibilityState === "visible" && now - this.activeAt < idle;
      if (isActive) {
        this.milliseconds += passed;
        this.stretch += passed;
        if (now - this.beatAt >= heartbeat) {
          this.beatAt = now;
          beat();
        }
      } else if (now - this.activeAt > longPause) {
        this.stretch = 0;
      }
      if (breakAfter > 0 && this.stretch >= breakAfter * 60000) {
        propose(Math.round(this.stretch / 60000));
        this.stretch = 0;
      }
    }, tick);
  }

  /** The time of the task at hand; counts for the next one from now on. */
  take() {
    const worked = Math.round(this.milliseconds);
    this.milliseconds = 0;
    return worked;
  }
}
