// The notes as they are, line by line, with what became of each.

import { get } from "./api.js";
import { by, make } from "./dom.js";
import { state } from "./store.js";

const PIECE = 200;
const NAMES = { emitted: "in the deck", held: "held", skipped: "no card" };

let path = "";
let version = -1;
let lines = [];
let fates = [];
let rows = [];
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

/** Show the files that there are, and what is new in the one that is open. */
export async function renew() {
  const select = by("file");
  const paths = state.files.map((file) => file.path);
  if ([...select.options].map((option) => option.value).join("\n") !== paths.join("\n")) {
    select.replaceChildren(...paths.map((each) => make("option", { value: each }, each)));
  }
  if (!paths.includes(path)) return paths.length ? open(paths[0]) : clear();
  select.value = path;
  return state.files.find((file) => file.path === path).version === version ? mark() : load(path);
}

/** Show a file. */
export async function open(wanted) {
  if (wanted === path || !state.files.some((file) => file.path === wanted)) return;
  by("file").value = wanted;
  await load(wanted);
  by("lines").scrollTop = 0;
}

/** Show the lines that a card comes from. */
export async function show(row, { scroll = true } = {}) {
  const place = row?.places.find(([each]) => each === path) ?? row?.places[0];
  if (!place) return mark();
  if (!state.files.some((file) => file.path === place[0])) return mark();
  await open(place[0]);
  mark(row.guid, place[1], place[2]);
  if (scroll) reveal(place[1]);
}

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
  rows[number - 1].tabIndex = 0;
  if (focus) rows[number - 1].focus();
  by("why").textContent = why(number);
}

function visit(number) {
  const here = [...state.rows.values()].filter((row) =>
    row.places.some(([each, first, last]) => each === path && first <= number && number <= last));
  if (here.length) go(here.map((row) => row.guid));
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
  rows = lines.map(drawn);
  const pieces = [];
  for (let at = 0; at < rows.length; at += PIECE) pieces.push(make("div", { className: "piece" }, ...rows.slice(at, at + PIECE)));
  by("lines").replaceChildren(...pieces);
  by("lines").scrollTop = isSame ? top : 0;
  current = Math.min(Math.max(current, 1), rows.length);
  if (rows.length) rows[current - 1].tabIndex = 0;
  mark(wanted === last.path ? last.guid : "", last.first, last.end);
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
  for (const row of by("lines").querySelectorAll(".line.here")) row.classList.remove("here");
  last = { path, guid, first, end };
  for (let number = first; number <= end; number++) rows[number - 1]?.classList.add("here");
}

function reveal(number) {
  const row = rows[number - 1];
  const place = by("lines");
  if (!row || !place.clientHeight) return;
  const [box, around] = [row.getBoundingClientRect(), place.getBoundingClientRect()];
  if (box.top < around.top || box.bottom > around.bottom) row.scrollIntoView({ block: "center", behavior: "instant" });
}

function clear() {
  path = "";
  lines = rows = [];
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
