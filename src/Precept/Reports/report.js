
(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); };
  var press = function (buttons, chosen) {
    buttons.forEach(function (b) { b.setAttribute("aria-pressed", String(b === chosen)); });
  };

  var themes = all("[data-theme-choice]");
  themes.forEach(function (button) {
    button.addEventListener("click", function () {
      var theme = button.getAttribute("data-theme-choice");
      if (theme === "auto") { root.removeAttribute("data-theme"); } else { root.setAttribute("data-theme", theme); }
      press(themes, button);
    });
  });

  var decodings = all("[data-show]");
  var blocks = all("[data-decoding]");
  var show = function (button) {
    var wanted = button.getAttribute("data-show");
    blocks.forEach(function (b) { b.hidden = b.getAttribute("data-decoding") !== wanted; });
    press(decodings, button);
  };
  decodings.forEach(function (button) { button.addEventListener("click", function () { show(button); }); });
  if (decodings.length) { show(decodings[0]); }

  all(".controls").forEach(function (c) { c.hidden = false; });
  window.addEventListener("beforeprint", function () {
    all("details").forEach(function (d) { d.open = true; });
  });
}());
