// Light, dark, or as the system has it.

import { by, say } from "./dom.js";

const KEPT = "flashgen-theme";
const NEXT = { "": "light", light: "dark", dark: "" };
const NAMES = { "": "as the system", light: "light", dark: "dark" };
const system = matchMedia("(prefers-color-scheme: dark)");

/** Whether the page is dark now. */
export const isDark = () => (kept() || (system.matches ? "dark" : "light")) === "dark";

/** Take the theme that the person chose, and let them choose another; ``changed`` is told. */
export function start() {
  apply();
  system.addEventListener("change", apply);
  by("theme").addEventListener("click", () => {
    localStorage.setItem(KEPT, NEXT[kept()]);
    apply();
    say(`Colours: ${NAMES[kept()]}`);
  });
}

function apply() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  by("theme").setAttribute("aria-label", `Colours: ${NAMES[kept()]}`);
  document.dispatchEvent(new CustomEvent("theme"));
}

function kept() {
  const value = localStorage.getItem(KEPT) ?? "";
  return value in NEXT ? value : "";
}
