// The notes as they are, line by line, with what became of each.

import { get } from "./api.js";
import { by, make } from "./dom.js";
import { state } from "./store.js";

const PIECE = 200;
const HEIGHT = 24;
const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 20));
const NAMES = { emitted: "in the deck", held: "held", skipped: "no card" };

let path = "";
let version = -1;
let lines = [];
let fates = [];
let rows = [];
let pieces = [];
let current = 0;
let go = () => {};

/** Start; ``picked`` is told the cards of a line that a person points at. */
export function start({ picked }) {
  go = picked;
  const place = by("lines");
  by("file").addEventListener("change", (event) => open(event.target.value));
  place.addEventListener("click", (event) => {
    const number = numberOf(event.target);
    if (!number || !getSelection().isCollapsed) return;
    point(number);
    visit(number);
  });
  place.addEventListener("mouseover", (event) => {
    const number = numberOf(event.target);
    if (number) by("why").textContent = why(number);
  });
  place.addEventListener("focusin", (event) => {
    const number = numberOf(event.target);
    if (number) by("why").textContent = why(number);
  });
  place.addEventListener("keydown", steer);
}

/** Show the files that there are, and what is new in the one that is open; ``card`` is the one that is looked at. */
export async function renew(card) {
  const select = by("file");
  const paths = state.files.map((file) => file.path);
  if ([...select.options].map((option) => option.value).join("\n") !== paths.join("\n")) {
    select.replaceChildren(...paths.map((each) => make("option", { value: each }, each)));
  }
  if (!paths.includes(path)) return paths.length ? open(paths[0]) : clear();
  select.value = path;
  if (state.files.find((file) => file.path === path).version !== version) await load(path);
  const place = placeOf(card);
  if (place?.[0] === path) mark(card.guid, place[1], place[2]);
}

/** Show a file. */
export async function open(wanted) {
  if (wanted === path || !state.files.some((file) => file.path === wanted)) return;
  by("file").value = wanted;
  await load(wanted);
  by("lines").scrollTop = 0;
}

/** Show the lines that a card comes from. */
export async function show(card) {
  const mine = ++showing;
  const place = placeOf(card);
  if (!place || !state.files.some((file) => file.path === place[0])) return mark("", 0, -1);
  await open(place[0]);
  if (mine !== showing) return; // another card was asked for meanwhile
  mark(card.guid, place[1], place[2]);
  reveal(place[1]);
}

let showing = 0;

/** Where a card comes from, in the file that is open if it comes from there too. */
const placeOf = (card) => card?.places.find(([each]) => each === path) ?? card?.places[0];

/** Where a selection in the notes lies: its lines and the offsets in them; null where there is none. */
export function picked() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const [from, to] = [place(range.startContainer, range.startOffset), place(range.endContainer, range.endOffset)];
  if (!from || !to || !selection.toString().trim()) return null;
  return { path, lines: lines.slice(from.line - 1, to.line), from, to, range };
}

/** Select the words of the line that has the focus, one by one, without a mouse. */
function select(event, element) {
  const selection = getSelection();
  const words = element.querySelector(".text");
  if (!words.contains(selection.focusNode)) selection.collapse(words.firstChild ?? words, 0);
  selection.modify(event.shiftKey ? "extend" : "move", event.key === "ArrowRight" ? "forward" : "backward", "word");
  event.preventDefault();
}

function steer(event) {
  const element = event.target.closest(".line");
  if (!element || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") return select(event, element);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 20, PageUp: -20 }[event.key];
  if (step) {
    point(Math.min(Math.max(numberOf(element) + step, 1), lines.length), true);
  } else if (event.key === "Enter") {
    visit(numberOf(element));
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function point(number, focus = false) {
  if (rows[current - 1]) rows[current - 1].tabIndex = -1;
  current = number;
  row(number).tabIndex = 0;
  if (focus) row(number).focus();
  by("why").textContent = why(number);
}

function visit(number) {
  const here = [...state.rows.values()].filter((card) =>
    card.places.some(([each, first, last]) => each === path && first <= number && number <= last));
  if (here.length) go(here.map((card) => card.guid));
}

let loading = 0;

async function load(wanted) {
  const turn = ++loading;
  const wantedVersion = state.files.find((file) => file.path === wanted).version;
  const got = await get(`/api/notes?path=${encodeURIComponent(wanted)}`).catch(() => null);
  if (turn !== loading || !got) return;
  const [top, isSame] = [by("lines").scrollTop, wanted === path];
  path = wanted;
  version = wantedVersion;
  lines = got.lines;
  fates = new Array(lines.length + 1);
  for (const [first, last, outcome, rule, reason] of got.fates)
    for (let number = first; number <= last; number++) fates[number] = { outcome, rule, reason };
  rows = new Array(lines.length);
  pieces = Array.from({ length: Math.ceil(lines.length / PIECE) }, (_, at) => {
    const piece = make("div", { className: "piece" });
    piece.style.containIntrinsicSize = `auto ${Math.min(PIECE, lines.length - at * PIECE) * HEIGHT}px`;
    return piece;
  });
  current = Math.min(Math.max(isSame ? current : 1, 1), lines.length);
  by("lines").replaceChildren(...pieces);
  if (current) {
    fill(Math.floor((current - 1) / PIECE));
    rows[current - 1].tabIndex = 0;
  }
  const seen = Math.floor(top / HEIGHT / PIECE);
  for (const at of isSame ? [seen, seen + 1] : [0]) fill(at);
  by("lines").scrollTop = isSame ? top : 0;
  wanted === last.path ? mark() : mark("", 0, -1);
  idle(() => fillRest(turn));
}

/** Make the lines of a piece; thousands of them at once would be waited for. */
function fill(at) {
  const piece = pieces[at];
  if (!piece || piece.firstChild) return;
  const first = at * PIECE;
  for (let index = first; index < Math.min(first + PIECE, lines.length); index++) rows[index] = drawn(lines[index], index);
  piece.append(...rows.slice(first, first + PIECE));
  if (last.path === path) mark();
}

function fillRest(turn, at = 0) {
  if (turn !== loading || at >= pieces.length) return;
  fill(at);
  idle(() => fillRest(turn, at + 1));
}

function row(number) {
  fill(Math.floor((number - 1) / PIECE));
  return rows[number - 1];
}

function drawn(text, index) {
  const fate = fates[index + 1] ?? { outcome: "skipped", rule: "", reason: "" };
  return make("div", {
    className: `line ${fate.outcome}${/^\s*#{1,6} /.test(text) ? " heading" : ""}`, "data-line": index + 1, tabIndex: -1, title: why(index + 1),
    role: "group", "aria-label": `Line ${index + 1}, ${NAMES[fate.outcome]}`,
  }, make("span", { className: "number", "aria-hidden": "true" }, String(index + 1)), make("span", { className: "text" }, text));
}

let last = { path: "", guid: "", first: 0, end: -1 };

function mark(guid = last.guid, first = last.first, end = last.end) {
  for (const line of by("lines").querySelectorAll(".line.here")) line.classList.remove("here");
  last = { path, guid, first, end };
  for (let number = first; number <= end; number++) rows[number - 1]?.classList.add("here");
}

function reveal(number) {
  const place = by("lines");
  if (number < 1 || number > lines.length || !place.clientHeight) return;
  const line = row(number);
  const [box, around] = [line.getBoundingClientRect(), place.getBoundingClientRect()];
  if (box.top < around.top || box.bottom > around.bottom) line.scrollIntoView({ block: "center", behavior: "instant" });
}

function clear() {
  path = "";
  lines = rows = pieces = [];
  by("lines").replaceChildren();
}

function why(number) {
  const fate = fates[number] ?? { outcome: "skipped", rule: "", reason: "" };
  const said = [fate.rule, fate.reason].filter(Boolean).join(": ");
  return `Line ${number}: ${NAMES[fate.outcome]}${said ? ` (${said})` : ""}`;
}

const lineOf = (node) => (node instanceof Element ? node : node.parentElement)?.closest(".line");
const numberOf = (node) => Number(lineOf(node)?.dataset.line ?? 0);

function place(node, offset) {
  const element = lineOf(node);
  if (!element || !by("lines").contains(element)) return null;
  const text = element.querySelector(".text");
  const range = document.createRange();
  range.selectNodeContents(text);
  if (text.contains(node)) range.setEnd(node, offset);
  else if (node !== element || offset < 2) range.collapse(true);
  return { line: Number(element.dataset.line), at: range.toString().length };
}
