// The drill: the page shows what the server says and sends what a person does; the server keeps the drill, so that it
// goes on where it was when the page is loaded anew.

import { get, post } from "./api.js";
import { cardView } from "./card.js";
import { by, make, say, tell } from "./dom.js";
import * as choice from "./drill-choice.js";
import { bind } from "./keys.js";

const KEPT = "flashgen-drill";
const VERDICTS = { right: "Right", nearly: "Nearly right", wrong: "Wrong" };

let view = null;
let now = null;
let isBusy = false;

/** Start: go on with the drill that this window had, else let the person choose one. */
export async function start() {
  view = await cardView();
  by("drill-card").append(view);
  bind("drill", keys());
  by("drill-choose").addEventListener("submit", (event) => {
    event.preventDefault();
    told(() => post("/api/drill/begin", choice.wanted));
  });
  by("drill-type").addEventListener("submit", (event) => {
    event.preventDefault();
    act({ act: "typed", text: by("drill-typed").value });
  });
  by("drill-card").addEventListener("click", (event) => {
    // a link in the card is a link, and who selects words reads them
    if (isAsked() && !now.typing && !event.composedPath().some((each) => each.tagName === "A")) reveal();
  });
  on("drill-show", reveal);
  on("drill-undo", () => act({ act: "undo" }));
  on("drill-back", () => act({ act: "undo" }));
  on("drill-end", () => act({ act: "end" }));
  on("drill-where", where);
  on("drill-again", () => draw(null));
  const kept = sessionStorage.getItem(KEPT);
  await told(() => (kept ? get(`/api/drill?drill=${encodeURIComponent(kept)}`) : Promise.resolve(null)));
}

/** Shown again: the last build may be another. */
export function show() {
  if (!now) choice.renew();
}

function keys() {
  // what has the focus hears Space and Enter itself
  const isFree = (event) => !event.target.closest("button, a, summary, input, select");
  return [
    { keys: [" ", "Enter"], label: "show the answer; after it: good, or what the typed answer earned", run: onward,
      when: (event) => isFree(event) && now && now.phase !== "done" && (now.phase === "revealed" || !now.typing) },
    ...["again", "hard", "good", "easy"].map((name, at) => (
      { keys: [String(at + 1)], label: name, run: () => grade(at + 1), when: isRevealed })),
    { keys: ["u"], label: "take the last answer back", run: () => act({ act: "undo" }), when: () => now?.done },
    { keys: ["s"], label: "where the card comes from", run: where, when: () => now && now.phase !== "done" },
  ];
}

const isAsked = () => now?.phase === "asked";
const isRevealed = () => now?.phase === "revealed";
const reveal = () => isAsked() && act({ act: "reveal" });
const grade = (rating) => isRevealed() && act({ act: "grade", rating });
const onward = () => (isRevealed() ? grade(now.suggested) : reveal());

function act(said) {
  if (now) return told(() => post("/api/drill/do", { drill: now.drill, turn: now.turn, ...said }));
}

async function told(ask) {
  if (isBusy) return;
  isBusy = true;
  try {
    draw(await ask());
  } catch (error) {
    tell(error.message, { wrong: true });
    // a drill that the server does not know any more cannot go on
    if (now && (await get(`/api/drill?drill=${encodeURIComponent(now.drill)}`).catch(() => now)) === null) draw(null);
  } finally {
    isBusy = false;
  }
}

function draw(state) {
  const before = now;
  now = state;
  if (state) sessionStorage.setItem(KEPT, state.drill);
  else sessionStorage.removeItem(KEPT);
  by("drill-choose").hidden = Boolean(state);
  by("drill-asking").hidden = !state || state.phase === "done";
  by("drill-over").hidden = state?.phase !== "done";
  if (!state) return choice.renew();
  if (state.late) tell("This drill went on in another window; here is where it stands.");
  if (state.phase === "done") return over(state);
  const isSame = before && before.drill === state.drill && before.turn === state.turn;
  progress(state);
  asked(state);
  revealed(state, state.phase === "revealed");
  hideSource();
  line("drill-notice", state.notice);
  if (!isSame) (state.typing && state.phase === "asked" ? by("drill-typed") : by("drill-card")).focus();
  const aloud = [state.notice, VERDICTS[state.verdict], state.phase === "asked" ? state.question : state.answer];
  say(aloud.filter(Boolean).join(". "));
}

function progress({ done, left, cram, deck }) {
  const rest = left.new + left.learning + left.due;
  Object.assign(by("drill-progress"), { max: done + rest, value: done });
  by("drill-deck").textContent = deck.replaceAll("::", " › ");
  by("drill-left").textContent = cram ? `${left.due} left` : `${left.new} new · ${left.learning} learning · ${left.due} due`;
}

function asked({ phase, typing, front }) {
  const isOpen = phase === "asked";
  if (isOpen) view.show(front);
  by("drill-card").setAttribute("aria-label", isOpen ? "The card" : "The card, answered");
  by("drill-type").hidden = !(isOpen && typing);
  by("drill-show").hidden = !isOpen || typing;
  if (isOpen) by("drill-typed").value = "";
  by("drill-undo").disabled = !now.done;
}

function revealed(state, isOpen) {
  by("drill-grades").hidden = !isOpen;
  by("drill-verdict").hidden = !isOpen || !state.verdict;
  if (!isOpen) return;
  view.show(state.back);
  by("drill-verdict").className = `verdict ${state.verdict}`;
  by("drill-verdict").replaceChildren(...verdict(state));
  by("drill-grades").replaceChildren(...state.grades.map(({ rating, name, wait }) =>
    make("button", {
      className: rating === state.suggested ? "suggested" : "",
      "aria-keyshortcuts": String(rating),
      on: { click: () => grade(rating) },
    }, make("b", {}, name), " ", make("span", {}, wait))));
}

function* verdict({ verdict: found, typed, missing }) {
  if (!found) return;
  yield make("b", {}, `${VERDICTS[found]}.`);
  if (found !== "right" && typed) yield make("span", {}, ` You typed: ${typed}`);
  if (missing.length) {
    yield make("span", { className: "pieces" }, " Missing: ",
      ...missing.map(([isThere, piece]) => (isThere ? piece : make("mark", {}, piece))));
  }
}

function over({ summary, done, notice }) {
  const { answered, right, seconds, waiting, wrong, leeches } = summary;
  const took = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const lines = [answered
    ? `${many(answered, "answer")}, ${right} right (${Math.round((100 * right) / answered)} %), ${took}`
    : "Nothing to ask now: begin more new cards under “Only some of them”, or cram."];
  if (waiting) lines.push(`${many(waiting, "card")} still being learned: drill again in a few minutes`);
  lines.push(`Due tomorrow: ${summary.due_tomorrow}; not yet begun: ${summary.not_begun}`);
  by("drill-summary").replaceChildren(...lines.map((said) => make("p", {}, said)),
    ...listed("Went wrong", wrong.map(({ question, answer, times }) => `${question} → ${answer}${times > 1 ? ` (${times} times)` : ""}`)),
    ...listed("Leeches, to be reworded or learned another way", leeches));
  line("drill-last", notice);
  by("drill-back").hidden = !done;
  by("drill-over-title").focus();
  say(lines.join(". "));
}

function* listed(title, entries) {
  if (!entries.length) return;
  yield make("h3", {}, title);
  yield make("ul", {}, ...entries.map((entry) => make("li", {}, entry)));
}

async function where() {
  if (!by("drill-source").hidden) return hideSource();
  const { drill, turn } = now;
  try {
    const { source } = await post("/api/drill/source", { drill });
    if (now?.drill !== drill || now.turn !== turn) return;
    by("drill-source").textContent = source;
    by("drill-source").hidden = false;
    by("drill-where").setAttribute("aria-expanded", "true");
    by("drill-source").scrollIntoView({ block: "nearest" });
  } catch (error) {
    tell(error.message, { wrong: true });
  }
}

function hideSource() {
  by("drill-source").hidden = true;
  by("drill-where").setAttribute("aria-expanded", "false");
}

function line(id, text) {
  by(id).textContent = text;
  by(id).hidden = !text;
}

const on = (id, run) => by(id).addEventListener("click", () => run());
const many = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
