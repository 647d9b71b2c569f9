// Passkeys: signing in, adding one to an account, making an account with one.
import { ask, words } from "./shell.js";

const say = words("passkey-words");
const problem = document.querySelector("[data-passkey-problem]");
// A passkey belongs to a name over https, or to localhost; never to an IP address.
const isNamed = window.isSecureContext && !/^[\d.]+$|^\[/.test(location.hostname);
const isKnown = typeof PublicKeyCredential === "function" && typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function";

function show(text) {
  problem.textContent = text;
  problem.hidden = !text;
}

/** Runs what a button does; it stays off meanwhile, and what goes wrong is said beside it. */
async function run(button, action) {
  show("");
  button.disabled = true;
  try {
    await action();
  } catch (error) {
    show(error.status === undefined ? (error instanceof DOMException ? say.cancelled : error.message) : (error.answer?.title ?? say.notMade));
  } finally {
    button.disabled = false;
  }
}

async function make(options) {
  const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  return JSON.stringify(credential);
}

const signIn = (button) => run(button, async () => {
  const options = await ask("POST", "/passkeys/options", {});
  const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  const answer = await ask("POST", "/passkeys/sign-in", { credential: JSON.stringify(credential), to: button.dataset.to });
  location.assign(answer.to);
});

const add = (button) => run(button, async () => {
  const name = document.querySelector("[data-passkey-name]").value.trim() || say.default;
  const credential = await make(await ask("POST", "/account/passkeys/options", {}));
  await ask("POST", "/account/passkeys", { credential, name });
  location.reload();
});

const join = (button) => run(button, async () => {
  const form = button.closest("form");
  const value = (name) => form.elements.namedItem(name).value;
  const who = { displayName: value("displayName"), handle: value("handle") };
  const address = location.pathname;
  const credential = await make(await ask("POST", `${address}/passkey/options`, who));
  const answer = await ask("POST", `${address}/passkey`, { credential, ...who });
  location.assign(answer.to);
});

for (const [selector, action] of [["[data-passkey-sign-in]", signIn], ["[data-passkey-add]", add], ["[data-passkey-join]", join]]) {
  for (const button of document.querySelectorAll(selector)) {
    button.disabled = !(isNamed && isKnown);
    button.addEventListener("click", () => action(button));
  }
}
document.querySelector("[data-passkey-unsupported]").hidden = isNamed && isKnown;
