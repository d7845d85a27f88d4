// Which cards a drill asks: as `flashgen drill` with its options.

import { get, post } from "./api.js";
import { by, make } from "./dom.js";

const NUMBERS = ["new", "cards", "minutes"];
let turn = 0;
let isListening = false;

/** What the person chose, as the server takes it. */
export function wanted() {
  const form = new FormData(by("drill-choose"));
  const said = { every: Boolean(form.get("every")), typed: form.has("typed"), cram: form.has("cram") };
  for (const name of ["deck", "tag", "kind"]) if (form.get(name)) said[name] = form.get(name);
  for (const name of NUMBERS) if (/^\d+$/.test(form.get(name))) said[name] = Number(form.get(name));
  return said;
}

/** Show what there is to choose since the last build, and how much of it there is to ask. */
export async function renew() {
  if (!isListening) by("drill-choose").addEventListener("input", count);
  isListening = true;
  try {
    const { decks, tags, kinds } = await get("/api/drill/choices");
    fill("deck", decks, "all", (deck) => deck.replaceAll("::", " › "));
    fill("tag", tags, "all");
    fill("kind", kinds, "all");
    await count();
  } catch (error) {
    said(error.message, false);
  }
}

async function count() {
  const mine = ++turn;
  try {
    const found = await post("/api/drill/count", wanted);
    if (mine !== turn) return;
    if (found.nothing) said(found.nothing, false);
    else if (wanted().cram) said(`${found.due} to ask`, found.due > 0);
    else said(`${found.due} due, ${found.learning} being learned, ${found.new} new`, found.due + found.learning + found.new > 0);
  } catch (error) {
    if (mine === turn) said(error.message, false);
  }
}

function fill(name, values, none, shown = (value) => value) {
  const select = by("drill-choose").elements[name];
  const before = select.value;
  select.replaceChildren(make("option", { value: "" }, none), ...values.map((value) => make("option", { value }, shown(value))));
  if (values.includes(before)) select.value = before;
}

function said(text, isAny) {
  by("drill-count").textContent = text;
  by("drill-choose").querySelector(".start").disabled = !isAny;
}
