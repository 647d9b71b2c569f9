// Theme, language, links. Pages say everything without it; it runs before the first paint so that no other theme flashes up.
(function () {
  "use strict";
  const root = document.documentElement;
  const phrases = window.preceptPhrases;
  const tags = { en: "en", zh: "zh-CN" };

  // A browser may refuse storage (private windows, pages from a disk): then a choice lasts as long as the page.
  function recall(key) {
    try { return localStorage.getItem("precept." + key); } catch (refused) { return null; }
  }
  function remember(key, value) {
    try { localStorage.setItem("precept." + key, value); } catch (refused) { return; }
  }

  function setTheme(theme) {
    if (theme === "light" || theme === "dark") { root.dataset.theme = theme; } else { delete root.dataset.theme; }
  }

  const wanted = (navigator.languages || [navigator.language || "en"]).find(l => /^(en|zh)\b/i.test(l)) || "en";
  const site = {
    language: recall("language") || (/^zh/i.test(wanted) ? "zh" : "en"),
    slash: recall("slash") !== "off",
    phrase: function (key, argument) {
      const forms = (phrases[site.language] || phrases.en)[key].split("|");
      const form = forms.length > 1 && String(argument) !== "1" ? forms[1] : forms[0];
      return form.split("{0}").join(argument);
    },
  };
  window.preceptSite = site;
  setTheme(recall("theme"));

  function speak(language) {
    site.language = tags[language] ? language : "en";
    root.lang = tags[site.language];
    document.querySelectorAll("[data-t]").forEach(function (e) {
      e.textContent = site.phrase(e.dataset.t, e.dataset.a || "");
      e.lang = root.lang;
    });
    document.querySelectorAll("[data-t-label]").forEach(e => e.setAttribute("aria-label", site.phrase(e.dataset.tLabel, "")));
    document.querySelectorAll("[data-t-placeholder]").forEach(e => e.setAttribute("placeholder", site.phrase(e.dataset.tPlaceholder, "")));
    document.dispatchEvent(new Event("precept-language"));
  }

  function radios(name, value, change) {
    document.querySelectorAll("input[name='ui-" + name + "']").forEach(function (radio) {
      radio.checked = radio.value === value;
      radio.addEventListener("change", function () {
        remember(name, radio.value);
        change(radio.value);
      });
    });
  }

  // What stands in a closed part of the page is opened when an address points at it.
  function reveal() {
    let id = "";
    try { id = decodeURIComponent(location.hash.slice(1)); } catch (malformed) { return; }
    const target = id && document.getElementById(id);
    if (!target) { return; }
    let closed = false;
    for (let at = target; at; at = at.parentElement) {
      if (at.localName === "details" && !at.open) { at.open = closed = true; }
    }
    if (closed) { target.scrollIntoView(); }
  }

  function copying(button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      const said = button.querySelector("[data-t]");
      const say = function (key) {
        said.textContent = site.phrase(key, "");
        setTimeout(function () { said.textContent = site.phrase("copy", ""); }, 2000);
      };
      const address = location.href.split("#")[0];
      if (!navigator.clipboard) { say("copy.failed"); return; }
      navigator.clipboard.writeText(address).then(function () { say("copied"); }, function () { say("copy.failed"); });
    });
  }

  // The list beside the text follows the reader.
  function follow(links) {
    const of = new Map(links.map(l => [document.getElementById(decodeURIComponent(l.hash.slice(1))), l]).filter(pair => pair[0]));
    const seen = new Set();
    const observer = new IntersectionObserver(function (entries) {
      entries.forEach(e => e.isIntersecting ? seen.add(e.target) : seen.delete(e.target));
      const first = [...of.keys()].find(e => seen.has(e));
      if (!first) { return; }
      of.forEach((link, e) => e === first ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current"));
    }, { rootMargin: "-64px 0px -50% 0px" });
    of.forEach((_, e) => observer.observe(e));
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (root.lang !== tags[site.language]) { speak(site.language); }
    radios("theme", recall("theme") || "auto", setTheme);
    radios("language", site.language, speak);
    const slash = document.querySelector("input[name='ui-slash']");
    slash.checked = site.slash;
    slash.addEventListener("change", function () {
      site.slash = slash.checked;
      remember("slash", slash.checked ? "on" : "off");
    });
    document.querySelectorAll("[data-display]").forEach(function (b) { b.hidden = false; });
    document.querySelectorAll("[data-copy]").forEach(copying);

    const nav = document.querySelector(".side");
    const current = nav.querySelector("[aria-current]");
    const center = function () { if (current) { nav.scrollTop = current.offsetTop - nav.clientHeight / 2; } };
    center();
    nav.addEventListener("toggle", center);
    follow([...document.querySelectorAll(".rail a")]);
    reveal();
  });
  window.addEventListener("hashchange", reveal);
}());
