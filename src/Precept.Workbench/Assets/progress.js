// Keeps the progress of a campaign up to date: every two seconds while the page is seen.

const every = 2000;
let waiting = every;

async function refresh() {
  const place = document.getElementById("progress");
  if (!document.hidden) {
    try {
      const answer = await fetch(place.dataset.address, { headers: { "Accept": "text/html" }, redirect: "error" });
      if (!answer.ok) {
        throw new Error(`${answer.status}`);
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("progress");
      if (fresh.innerHTML !== place.innerHTML) {
        const open = [...place.querySelectorAll("details")].map((d) => d.open);
        place.replaceWith(fresh);
        [...fresh.querySelectorAll("details")].forEach((d, i) => { d.open = open[i] ?? false; });
      }
      waiting = every;
    } catch {
      waiting = Math.min(waiting * 2, 60_000); // the server is away: ask less often, the page keeps what it shows
    }
  }
  setTimeout(refresh, waiting);
}

setTimeout(refresh, every);
