// The card that is looked at: both its sides as in Anki, what is known of it, and the words to edit.

import { get } from "./api.js";
import { cardView } from "./card.js";
import { by, make } from "./dom.js";
import { editor } from "./editor.js";
import { send, state, status } from "./store.js";

const SAID = { held: "held", emit: "in the deck", rejected: "rejected", retired: "retired" };

let view = null;
let guid = "";
let known = null;
let face = 0;
let isFront = false;
let toLine = () => {};
let release = () => {};
let turn = 0;
let loading = Promise.resolve();

/** Start; ``picked`` is told a place in the notes that a person wants to see, ``released`` that a verdict is to go. */
export async function start({ picked, released }) {
  [toLine, release] = [picked, released];
  view = await cardView();
  by("faces").append(view);
}

/** The card that is looked at. */
export const shown = () => guid;

/** Whether its words are being edited. */
export const isEditing = () => !by("form").hidden;

/** Look at a card; "" at none. */
export async function show(wanted) {
  if (wanted !== guid) [face, isFront, known] = [0, false, null];
  guid = wanted;
  close();
  return renew();
}

/** Draw the card anew. */
export function renew() {
  loading = load();
  return loading;
}

async function load() {
  const row = state.rows.get(guid);
  by("stage").classList.toggle("none", !row);
  if (!row) {
    by("about").replaceChildren();
    by("meta").replaceChildren();
    view?.show("");
    return;
  }
  about(row);
  const mine = ++turn;
  const got = await get(`/api/cards/${encodeURIComponent(guid)}`).catch(() => null);
  if (mine !== turn || !got || got.guid !== guid) return;
  known = got;
  face = Math.min(face, known.faces.length - 1);
  draw(row);
}

/** Say what is known of the card before the server was asked. */
export function restate() {
  const row = state.rows.get(guid);
  if (row) about(row);
}

/** Turn the card over. */
export function flip() {
  isFront = !isFront;
  if (known) draw(state.rows.get(guid));
}

/** Edit the card's words. */
export async function edit() {
  const mine = guid;
  await loading;
  if (!known || mine !== guid || isEditing()) return;
  open(editor({
    title: "Your words",
    form: known.form,
    sides: known.sides,
    own: known.own,
    save: async (sides) => {
      await send("/api/reword", { guid: mine, sides });
      close();
      return renew();
    },
    leave: close,
  }));
}

/** Show a form in place of the card. */
export function open(form) {
  by("form").replaceChildren(form);
  by("form").hidden = false;
  by("stage").classList.add("editing");
  form.querySelector("textarea, input")?.focus();
}

/** Take the form away. */
export function close() {
  if (by("form").hidden) return;
  const hadFocus = by("form").contains(document.activeElement);
  by("form").hidden = true;
  by("form").replaceChildren();
  by("stage").classList.remove("editing");
  if (hadFocus) by("stage").focus();
}

function about(row) {
  const now = status(row);
  const why = now === row.status ? row.reason : "";
  const bits = [make("span", { className: `badge ${now}` }, SAID[now])];
  if (why) bits.push(make("span", { className: "reason" }, why));
  if (now === "held" && row.sign === "=") bits.push(make("span", { className: "reason" }, "(stays in the deck as it was built)"));
  if (row.said === "reworded") bits.push(make("span", { className: "badge own" }, "your words"));
  if (row.said === "accepted" || row.said === "rejected") {
    bits.push(make("button", { className: "quiet", "aria-keyshortcuts": "z", on: { click: () => release() } }, "Leave it to flashgen"));
  }
  if (row.outdated) bits.push(make("span", { className: "badge held" }, "its notes changed since"));
  by("about").replaceChildren(...bits);
}

function draw(row) {
  const side = known.faces[face];
  view.show(side ? (isFront ? side.front : side.back) : "");
  const several = known.faces.length > 1
    ? [make("span", { className: "turns", role: "group", "aria-label": "Cards of this note" },
      ...known.faces.map(({ name }, at) => make("button", {
        className: "quiet", "aria-pressed": String(at === face), on: { click: () => ((face = at), draw(row)) },
      }, name)))]
    : [];
  const over = make("button", { className: "quiet", "aria-pressed": String(isFront), on: { click: flip } }, "Question only");
  const places = known.sources.map((place) => make("button", {
    className: "place", on: { click: () => toLine(row, place) },
  }, `${place.path}:${place.start}`));
  const changed = known.says.length
    ? [make("div", { className: "outdated" }, "When you wrote it, your notes said:",
      ...known.said.map((line) => make("div", { className: known.says.includes(line) ? "" : "was" }, line)), "Now they say:",
      ...known.says.map((line) => make("div", { className: known.said.includes(line) ? "" : "is" }, line)))]
    : [];
  by("meta").replaceChildren(...changed, make("div", { className: "facts" },
    ...several, over, ...places,
    make("span", {}, known.deck),
    make("span", {}, `${row.rule}, ${Math.round(row.confidence * 100)} %`),
    ...known.tags.map((tag) => make("span", { className: "tag" }, `#${tag}`)),
    ...(known.remark && known.remark !== row.reason ? [make("span", {}, known.remark)] : [])));
}
