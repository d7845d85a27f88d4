// The controls that say which cards are listed.

import { by, make } from "./dom.js";
import { state, status } from "./store.js";
import * as view from "./view.js";

const SELECTS = { "by-rule": "rule", "by-file": "file", "by-confidence": "confidence", order: "order" };
const TYPING = 60;

let waiting = 0;

/** Start; ``asked`` is told when something else is asked for. */
export function start({ asked }) {
  // what was typed a moment ago counts too
  const ask = (wanted, how) => {
    clearTimeout(waiting);
    view.ask({ text: by("search").value.trim(), ...wanted }, how);
    asked();
  };
  for (const chip of document.querySelectorAll(".chip"))
    chip.addEventListener("click", () => ask({ status: chip.dataset.status }));
  for (const [id, name] of Object.entries(SELECTS))
    by(id).addEventListener("change", (event) => ask({ [name]: event.target.value }));
  by("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => ask({}, { typed: true }), TYPING);
  });
  by("clear").addEventListener("click", () => (clearTimeout(waiting), view.askAll(), asked()));
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
  by("more").classList.toggle("on", view.isAsked());
}

function options(id, values, kept) {
  const select = by(id);
  const wanted = kept && !values.includes(kept) ? [...values, kept] : values;
  if ([...select.options].slice(1).map((option) => option.value).join("\n") === wanted.join("\n")) return;
  select.replaceChildren(select.options[0], ...wanted.map((value) => make("option", { value }, value)));
}
