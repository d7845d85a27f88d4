// The controls that say which cards are listed.

import { by, make } from "./dom.js";
import { state, status } from "./store.js";
import * as view from "./view.js";

const SELECTS = { "by-rule": "rule", "by-file": "file", "by-confidence": "confidence", order: "order" };
const TYPING = 60;

let waiting = 0;

/** Start; ``asked`` is told when something else is asked for. */
export function start({ asked }) {
  for (const chip of document.querySelectorAll(".chip"))
    chip.addEventListener("click", () => (view.ask({ status: chip.dataset.status }), asked()));
  for (const [id, name] of Object.entries(SELECTS))
    by(id).addEventListener("change", (event) => (view.ask({ [name]: event.target.value }), asked()));
  by("search").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (view.ask({ text: event.target.value.trim() }, { typed: true }), asked()), TYPING);
  });
  by("clear").addEventListener("click", () => (view.askAll(), asked()));
  by("more").addEventListener("click", () => {
    const isOpen = by("finer").classList.toggle("open");
    by("more").setAttribute("aria-expanded", String(isOpen));
  });
}

/** Show what is asked for, and how many cards there are of each status. */
export function renew() {
  const counts = {};
  const rules = new Set();
  for (const row of state.rows.values()) {
    counts[status(row)] = (counts[status(row)] ?? 0) + 1;
    rules.add(row.rule);
  }
  for (const chip of document.querySelectorAll(".chip")) {
    const kind = chip.dataset.status;
    const number = kind ? counts[kind] ?? 0 : state.rows.size;
    chip.querySelector(".number").textContent = number;
    chip.setAttribute("aria-pressed", String(view.filter.status === kind));
    chip.hidden = kind === "retired" && !number && view.filter.status !== kind;
  }
  options("by-rule", [...rules].sort(), view.filter.rule);
  options("by-file", state.files.map((file) => file.path), view.filter.file);
  for (const [id, name] of Object.entries(SELECTS)) by(id).value = view.filter[name];
  if (document.activeElement !== by("search")) by("search").value = view.filter.text;
  by("clear").hidden = !view.isAsked();
}

function options(id, values, kept) {
  const select = by(id);
  const wanted = kept && !values.includes(kept) ? [...values, kept] : values;
  if ([...select.options].slice(1).map((option) => option.value).join("\n") === wanted.join("\n")) return;
  select.replaceChildren(select.options[0], ...wanted.map((value) => make("option", { value }, value)));
}
