// The tab in which cards are set right: its parts, put together.

import * as bar from "./bar.js";
import { by, make, say, tell } from "./dom.js";
import * as filters from "./filters.js";
import * as keys from "./keys.js";
import * as list from "./list.js";
import * as live from "./live.js";
import * as notes from "./notes.js";
import * as picked from "./picked.js";
import * as stage from "./stage.js";
import { assume, changed, refresh, send, state, status } from "./store.js";
import * as view from "./view.js";

const DONE = { accept: "Accepted", reject: "Rejected", release: "Left to flashgen" };
const STATUS = { accept: "emit", reject: "rejected" };

/** Show the cards. */
export async function start() {
  list.start({ picked: (guid) => select(guid), mark });
  notes.start({ picked: pickFrom });
  filters.start({ asked: asked });
  bar.start({ filtered: (sign) => (view.ask({ sign }), asked()) });
  picked.start({ added: (guid) => (view.askAll(), asked(), select(guid)) });
  wire();
  keys.bind("review", commands());
  changed(renew);
  const wanted = view.recall();
  await Promise.all([stage.start({ picked: (row, place) => look("notes", () => notes.show({ ...row, places: [[place.path, place.start, place.end]] })) }), refresh()]);
  document.title = `${state.project} · flashgen`;
  by("project").textContent = state.project;
  select(state.rows.has(wanted) ? wanted : view.listed[0] ?? "", { replace: true });
  live.start();
}


/** Come back from another tab; where the address says more, that is shown in its turn. */
export function show() {
  if (view.isBare()) view.remember(stage.shown());
}

function asked() {
  view.renew();
  filters.renew();
  bar.renew();
  list.redraw();
  by("list").scrollTop = 0;
  by("empty").textContent = emptiness();
  const kept = view.listed.includes(stage.shown()) ? stage.shown() : view.listed[0] ?? "";
  select(kept, { focus: false });
  say(`${view.listed.length} cards`);
}

function renew(guids) {
  const before = view.listed;
  const at = before.indexOf(stage.shown());
  view.renew();
  filters.renew();
  bar.renew();
  problems();
  for (const guid of list.marked) if (!state.rows.has(guid)) list.marked.delete(guid);
  several();
  const isSameList = guids && before.length === view.listed.length && before.every((guid, index) => guid === view.listed[index]);
  isSameList ? list.update(guids) : list.redraw();
  by("empty").textContent = emptiness();
  notes.renew(state.rows.get(stage.shown()));
  if (stage.shown() && !view.listed.includes(stage.shown()) && !stage.isEditing()) {
    // what took its place, or else the last
    select(view.listed[Math.min(Math.max(at, 0), view.listed.length - 1)] ?? "", { replace: true });
  } else if (guids === null || guids.includes(stage.shown())) {
    stage.isEditing() ? stage.restate() : stage.renew();
  }
  able();
}

function select(guid, { replace = true } = {}) {
  view.remember(guid, replace);
  list.select(guid);
  notes.show(state.rows.get(guid));
  const shown = stage.show(guid);
  able();
  return shown;
}

function step(by_) {
  if (!view.listed.length) return;
  const at = view.listed.indexOf(stage.shown());
  select(view.listed[Math.min(Math.max(at + by_, 0), view.listed.length - 1)]);
}

function pickFrom(guids) {
  const here = guids.filter((guid) => view.listed.includes(guid));
  if (!here.length) {
    view.askAll();
    asked();
  }
  const among = here.length ? here : guids;
  select(among[(among.indexOf(stage.shown()) + 1) % among.length]);
}

async function judge(verdict) {
  const chosen = list.marked.size ? [...list.marked] : [stage.shown()];
  // of what is gone from the notes nothing can be said any more
  const guids = chosen.filter((guid) => state.rows.has(guid) && state.rows.get(guid).status !== "retired");
  if (!guids.length) return;
  const isOne = !list.marked.size;
  list.marked.clear();
  const after = isOne ? next() : null;
  if (STATUS[verdict]) assume(guids, STATUS[verdict]);
  if (isOne && after) select(after);
  several();
  say(guids.length > 1 ? `${DONE[verdict]}: ${guids.length} cards` : DONE[verdict]);
  try {
    await send("/api/verdict", { verdict, guids });
  } catch (error) {
    tell(error.message, { wrong: true });
  } finally {
    assume(guids, null);
  }
}

/** The card to look at when the current one is done: the next, but not one that is done already. */
function next() {
  const at = view.listed.indexOf(stage.shown());
  const row = state.rows.get(stage.shown());
  const kind = row && status(row);
  return view.listed.slice(at + 1).find((guid) => status(state.rows.get(guid)) === kind)
    ?? view.listed.slice(0, at).find((guid) => status(state.rows.get(guid)) === kind) ?? view.listed[at + 1] ?? "";
}

async function undo() {
  try {
    const answer = await send("/api/undo");
    const [first] = answer.rows.map(({ guid }) => state.rows.get(guid)).filter((row) => view.listed.includes(row.guid));
    if (first) select(first.guid);
    const what = answer.took_back.replace(/^(accept|reject|edit) [0-9a-f]{8,}$/, "$1");
    tell(first ? `Took back: ${what} (${short(first.question)})` : `Took back: ${what}`);
  } catch (error) {
    tell(error.message, { wrong: true });
  }
}

const short = (text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function mark(guids, always = false) {
  for (const guid of guids) !always && list.marked.has(guid) ? list.marked.delete(guid) : list.marked.add(guid);
  list.update(guids);
  several();
}

function several() {
  const count = list.marked.size;
  by("several").hidden = !count;
  by("several-count").textContent = `${count} marked`;
  able();
}

function unmark() {
  const guids = [...list.marked];
  list.marked.clear();
  list.update(guids);
  several();
}

function problems() {
  const place = by("problems");
  const [first, ...others] = state.problems;
  place.hidden = !first;
  if (!first) return;
  // the worst is said first, by the server
  place.querySelector("summary").replaceChildren(make("span", { className: first.severity }, first.said),
    others.length ? ` and ${others.length} more` : "");
  place.querySelector("ul").replaceChildren(...others.map(({ severity, said }) => make("li", { className: severity }, said)));
}

/** What can be done with the card that is looked at, and what was. */
function able() {
  const row = state.rows.get(stage.shown());
  const isHere = Boolean(row) && row.status !== "retired";
  for (const id of ["accept", "reject", "edit"]) by(id).disabled = !isHere && !(list.marked.size && id !== "edit");
  by("accept").setAttribute("aria-pressed", String(isHere && status(row) === "emit"));
  by("reject").setAttribute("aria-pressed", String(isHere && status(row) === "rejected"));
  by("undo").disabled = !state.undo;
  by("undo").title = state.undo ? `Take back: ${state.undo}` : "";
}

function emptiness() {
  if (view.listed.length) return "";
  return state.rows.size ? "No card is like that." : "No cards were found in these notes.";
}

function look(name, then = () => {}) {
  const room = by("panel-review").querySelector(".review");
  room.dataset.view = name;
  for (const button of room.querySelectorAll(".views button")) button.setAttribute("aria-pressed", String(button.dataset.view === name));
  if (name === "cards") list.redraw();
  then();
}

function wire() {
  by("accept").addEventListener("click", () => judge("accept"));
  by("reject").addEventListener("click", () => judge("reject"));
  by("edit").addEventListener("click", () => stage.edit());
  by("undo").addEventListener("click", undo);
  by("next").addEventListener("click", () => step(1));
  by("previous").addEventListener("click", () => step(-1));
  by("several-accept").addEventListener("click", () => judge("accept"));
  by("several-reject").addEventListener("click", () => judge("reject"));
  by("several-all").addEventListener("click", () => mark(view.listed, true));
  by("several-none").addEventListener("click", unmark);
  for (const button of document.querySelectorAll(".views button")) button.addEventListener("click", () =>
    look(button.dataset.view, () => button.dataset.view === "notes" && notes.show(state.rows.get(stage.shown()))));
  window.addEventListener("popstate", () => {
    if (!view.isHere()) return;
    const card = view.recall();
    view.renew();
    filters.renew();
    bar.renew();
    list.redraw();
    select(state.rows.has(card) ? card : view.listed[0] ?? "");
  });
}

function commands() {
  const isIdle = () => !stage.isEditing();
  const fromList = (event) => isIdle() && (event.target === document.body || by("list").contains(event.target) || by("stage").contains(event.target));
  return [
    { keys: ["a"], label: "accept: it goes into the deck", run: () => judge("accept"), when: isIdle },
    { keys: ["r"], label: "reject: it never does", run: () => judge("reject"), when: isIdle },
    { keys: ["z"], label: "neither: leave it to flashgen", run: () => judge("release"), when: isIdle },
    { keys: ["e"], label: "edit; Alt+C hides the selected words, Ctrl+Enter saves", run: () => stage.edit(), when: isIdle },
    { keys: ["u"], label: "undo", run: undo, when: isIdle },
    { keys: ["n", "j"], label: "next card", run: () => step(1), when: isIdle },
    { keys: ["p", "k"], label: "previous card", run: () => step(-1), when: isIdle },
    { keys: ["ArrowDown"], run: () => step(1), when: fromList },
    { keys: ["ArrowUp"], run: () => step(-1), when: fromList },
    { keys: ["PageDown"], run: () => step(list.page()), when: fromList },
    { keys: ["PageUp"], run: () => step(-list.page()), when: fromList },
    { keys: ["Home"], run: () => step(-Infinity), when: fromList },
    { keys: ["End"], run: () => step(Infinity), when: fromList },
    { keys: ["f"], label: "question only, or both sides", run: () => stage.flip(), when: isIdle },
    { keys: ["x"], label: "mark, for several at once", run: () => (mark([stage.shown()]), step(1)), when: isIdle },
    { keys: [" "], run: () => mark([stage.shown()]), when: (event) => by("list").contains(event.target) },
    { keys: ["Ctrl+a"], label: "mark all that are listed", run: () => mark(view.listed, true), when: fromList },
    { keys: ["/"], label: "search", run: toSearch, when: isIdle },
    { keys: ["c"], label: "cloze of the words selected in the notes", run: () => picked.begin("cloze"), when: picked.isAny },
    { keys: ["q"], label: "question with them as the answer", run: () => picked.begin("basic"), when: picked.isAny },
    { keys: ["t"], label: "term of them", run: () => picked.begin("term"), when: picked.isAny },
    { keys: ["l"], label: "to the card's line in the notes; ← and → there go by words, Shift selects", run: toLine, when: isIdle },
    { keys: ["b"], label: "build", run: () => bar.build(), when: isIdle },
    { keys: ["Escape"], label: "back to the list", run: escape, always: true },
  ];
}

function toLine() {
  look("notes", async () => {
    await notes.show(state.rows.get(stage.shown()));
    (document.querySelector(".line.here") ?? document.querySelector(".line[tabindex='0']"))?.focus();
  });
}

function toSearch() {
  if (!by("search").offsetParent) by("more").click();
  by("search").focus();
}

function escape() {
  stage.close();
  unmark();
  getSelection().removeAllRanges();
  look("cards");
  by("list").focus();
}
