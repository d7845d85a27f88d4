"use strict";
// The page works without this too: answers open and close by themselves. This adds keys, dark colours, all at once.

const page = document.documentElement;
const system = matchMedia("(prefers-color-scheme: dark)");
let chosen = null;

function paint() {
  const isDark = chosen ?? system.matches;
  page.classList.toggle("nightMode", isDark);
  document.getElementById("night")?.setAttribute("aria-pressed", String(isDark));
}

paint();
system.addEventListener("change", paint);

document.addEventListener("DOMContentLoaded", () => {
  const entries = [...document.querySelectorAll(".entry")];
  const answers = entries.map((entry) => entry.querySelector("details"));
  const every = document.getElementById("every");
  const contents = document.getElementById("contents");

  const showAll = (open) => {
    for (const answer of answers) answer.open = open;
    every.setAttribute("aria-pressed", String(open));
  };

  document.querySelector(".tools").hidden = false;
  contents.open = matchMedia("(min-width: 62rem)").matches;
  paint();
  document.getElementById("night").addEventListener("click", () => {
    chosen = !page.classList.contains("nightMode");
    paint();
  });
  every.addEventListener("click", () => showAll(every.getAttribute("aria-pressed") !== "true"));

  document.getElementById("cards").addEventListener("click", (event) => {
    const entry = event.target.closest(".entry");
    // a click that follows a link or ends a selection is not meant for the card
    if (!entry || event.target.closest("a, summary") || String(getSelection())) return;
    const answer = entry.querySelector("details");
    answer.open = !answer.open;
  });

  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, j: 1, ArrowLeft: -1, k: -1 }[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || !entries.length) return;
    event.preventDefault();
    const at = entries.indexOf(document.activeElement?.closest(".entry"));
    const seen = entries.findIndex((entry) => entry.getBoundingClientRect().bottom > 0);
    const next = at < 0 ? Math.max(0, seen) : Math.min(entries.length - 1, Math.max(0, at + step));
    entries[next].querySelector("summary").focus({ preventScroll: true });
    entries[next].scrollIntoView({ block: "nearest" });
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = answers.filter((answer) => !answer.open);
    for (const answer of opened) answer.open = true;
  });
  addEventListener("afterprint", () => {
    for (const answer of opened) answer.open = false;
  });
});
