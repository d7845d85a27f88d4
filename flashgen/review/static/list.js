// The list of cards: only the rows that can be seen are there, however many there are.

import { by, make } from "./dom.js";
import { state, status } from "./store.js";
import { listed } from "./view.js";

const HEIGHT = 58;
const SPARE = 6;
const SIGNS = { held: "?", emit: "✓", rejected: "✕", retired: "–" };
const NAMES = { held: "held", emit: "in the deck", rejected: "rejected", retired: "retired" };

/** Guids of the cards that are marked. */
export const marked = new Set();

let current = "";
let pick = () => {};
const shown = new Map();

/** Start; ``picked`` is told which card a person picks, and ``mark`` whether they mark it. */
export function start({ picked, mark }) {
  pick = picked;
  const list = by("list");
  list.append(make("div", { className: "room", role: "presentation" }));
  list.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  new ResizeObserver(draw).observe(list);
  list.addEventListener("click", (event) => {
    const guid = event.target.closest("[data-guid]")?.dataset.guid;
    if (!guid) return;
    event.target.closest(".mark") || event.ctrlKey || event.metaKey ? mark([guid]) : event.shiftKey ? mark(between(current, guid), true) : pick(guid);
  });
}

/** Draw all rows anew; the list may be another. Where the current one is seen, it stays where it is. */
export function redraw() {
  const list = by("list");
  const before = list.querySelector(".row.current");
  const offset = before ? place(before) - list.scrollTop : -1;
  for (const row of shown.values()) row.remove();
  shown.clear();
  list.firstElementChild.style.height = `${listed.length * HEIGHT}px`;
  by("empty").hidden = listed.length > 0;
  const at = listed.indexOf(current);
  if (at >= 0 && offset > -HEIGHT && offset < list.clientHeight) list.scrollTop = at * HEIGHT - offset;
  draw();
}

const place = (row) => (Number(row.getAttribute("aria-posinset")) - 1) * HEIGHT;

/** Draw these rows anew. */
export function update(guids) {
  for (const guid of guids) {
    shown.get(guid)?.remove();
    shown.delete(guid);
  }
  draw();
}

/** Make a card the current one, and bring it into sight. */
export function select(guid) {
  const before = current;
  current = guid;
  const at = listed.indexOf(guid);
  const list = by("list");
  if (at >= 0) {
    const top = at * HEIGHT;
    if (top < list.scrollTop) list.scrollTop = top;
    else if (top + HEIGHT > list.scrollTop + list.clientHeight) list.scrollTop = top + HEIGHT - list.clientHeight;
  }
  update([before, guid]);
  at >= 0 ? list.setAttribute("aria-activedescendant", `row-${guid}`) : list.removeAttribute("aria-activedescendant");
}

/** The cards from one to another, both among them. */
export function between(from, to) {
  const [first, last] = [listed.indexOf(from), listed.indexOf(to)].sort((a, b) => a - b);
  return listed.slice(Math.max(first, 0), last + 1);
}

/** How many rows fit into the list. */
export const page = () => Math.max(1, Math.floor(by("list").clientHeight / HEIGHT) - 1);

function draw() {
  const list = by("list");
  const first = Math.max(0, Math.floor(list.scrollTop / HEIGHT) - SPARE);
  const last = Math.min(listed.length, Math.ceil((list.scrollTop + list.clientHeight) / HEIGHT) + SPARE);
  const at = listed.indexOf(current);
  const indices = Array.from({ length: Math.max(0, last - first) }, (_, index) => first + index);
  // who is told of the current one has to find it
  if (at >= 0 && at < first) indices.unshift(at);
  if (at >= last) indices.push(at);
  const wanted = new Set(indices.map((index) => listed[index]));
  for (const [guid, row] of shown) {
    if (wanted.has(guid)) continue;
    row.remove();
    shown.delete(guid);
  }
  // in the order in which they are seen, which is that in which they are read out
  const room = list.firstElementChild;
  let following = room.firstElementChild;
  for (const index of indices) {
    const element = placed(listed[index], index);
    if (element === following) following = following.nextElementSibling;
    else room.insertBefore(element, following);
  }
}

function placed(guid, index) {
  const element = shown.get(guid) ?? drawn(state.rows.get(guid));
  shown.set(guid, element);
  element.style.transform = `translateY(${index * HEIGHT}px)`;
  element.setAttribute("aria-posinset", index + 1);
  element.setAttribute("aria-setsize", listed.length);
  return element;
}

function drawn(row) {
  const now = status(row);
  const isMarked = marked.has(row.guid);
  const answer = row.answer && make("span", { className: "back" }, row.answer);
  const context = row.context && make("span", { className: "near" }, `${row.context} `);
  return make("div", {
    className: `row ${now}${row.guid === current ? " current" : ""}`,
    id: `row-${row.guid}`,
    role: "option",
    "aria-selected": String(isMarked),
    "aria-current": String(row.guid === current),
    "data-guid": row.guid,
  },
  make("span", { className: "mark", "aria-hidden": "true" }, isMarked ? "☑" : "☐"),
  make("span", { className: "state", title: row.reason || NAMES[now] },
    make("span", { "aria-hidden": "true" }, SIGNS[now]), make("span", { className: "unseen" }, `${NAMES[now]}: `)),
  make("span", { className: "words" },
    make("span", { className: "front" }, ...[context, ...blanks(row)].filter(Boolean)),
    answer || (row.reason ? make("span", { className: "back reason" }, row.reason) : "")),
  make("span", { className: "sign", title: row.sign && "what the next build does with it" }, row.sign));
}

const BLANK = /\{\{c\d+::(.*?)(?:::.*?)?\}\}/gs;

function blanks(row) {
  if (row.form !== "cloze") return [row.question];
  const parts = [];
  let done = 0;
  for (const match of row.question.matchAll(BLANK)) {
    parts.push(row.question.slice(done, match.index), make("mark", {}, match[1]));
    done = match.index + match[0].length;
  }
  return [...parts, row.question.slice(done)];
}
