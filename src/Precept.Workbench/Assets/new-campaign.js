// The page for new tasks: shows the fields of the source that is chosen.

const radios = document.querySelectorAll("input[name='source']");

function show() {
  const chosen = document.querySelector("input[name='source']:checked").value;
  for (const part of document.querySelectorAll("[data-source]")) {
    part.hidden = part.dataset.source !== chosen;
  }
}

for (const radio of radios) {
  radio.addEventListener("change", show);
}
show();
document.getElementById("outlook")?.scrollIntoView({ block: "nearest" });
