// On every page: the switches for language and theme, messages to screen readers, and requests with the antiforgery token.

const year = 60 * 60 * 24 * 365;

/** Remembers a choice of this browser. */
function remember(name, value) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${name}=${value}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
}

for (const button of document.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => {
    remember("precept-language", button.dataset.language);
    document.dispatchEvent(new CustomEvent("precept:leaving"));
    location.reload();
  });
}

const themes = ["auto", "light", "dark"];
const themeSwitch = document.querySelector("[data-theme-switch]");

function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const said = themeSwitch.dataset[`say${theme[0].toUpperCase()}${theme.slice(1)}`];
  themeSwitch.setAttribute("aria-label", `${themeSwitch.title}: ${said}`);
}

if (themeSwitch) {
  showTheme(document.documentElement.dataset.theme || "auto");
  themeSwitch.addEventListener("click", () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
    remember("precept-theme", next);
    showTheme(next);
    announce(themeSwitch.getAttribute("aria-label"));
  });
}

document.querySelector(".tabs [aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });

/** Tells screen readers something that is only seen otherwise. */
export function announce(text) {
  const place = document.getElementById("announcer");
  place.textContent = "";
  requestAnimationFrame(() => { place.textContent = text; });
}

/** The phrases that a page brings for its scripts. */
export function words(id = "words") {
  return JSON.parse(document.getElementById(id).textContent);
}

/** Fills the places of a phrase: {0}, {1}, … */
export function fill(phrase, ...values) {
  return phrase.replace(/\{(\d+)\}/g, (_, i) => String(values[Number(i)]));
}

/** Asks the server with JSON; throws an error with the status where it says no. */
export async function ask(method, address, body, options = {}) {
  const response = await fetch(address, {
    method,
    headers: { "Accept": "application/json", "Content-Type": "application/json", "X-Antiforgery": document.body.dataset.token },
    body: body === undefined ? undefined : JSON.stringify(body),
    ...options,
  });
  const text = await response.text();
  const answer = text ? JSON.parse(text) : null;
  if (!response.ok) {
    throw Object.assign(new Error(answer?.title ?? `${response.status}`), { status: response.status, answer });
  }
  return answer;
}
