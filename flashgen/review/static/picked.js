// Words that are selected in the notes, made into a card.

import { by, tell } from "./dom.js";
import { editor } from "./editor.js";
import * as notes from "./notes.js";
import * as stage from "./stage.js";
import { send } from "./store.js";

const MARK = /^(?:\s*(?:#{1,6}\s+|>\s?|[-*+•]\s+(?:\[[ xX]\]\s+)?|\d+[.)]\s+))+/;

let picked = () => {};
let waiting = 0;

/** Start; ``added`` is told the guid of a new card. */
export function start({ added }) {
  picked = added;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(offer, 80);
  });
  for (const button of by("picked").querySelectorAll("button")) {
    // pressing it must not drop the selection
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => begin(button.dataset.form));
  }
  by("lines").addEventListener("scroll", offer, { passive: true });
}

/** Whether words are selected. */
export const isAny = () => notes.picked() !== null;

/** Begin a card of that form with the words that are selected. */
export function begin(form) {
  const found = notes.picked();
  if (!found) return;
  const words = sides(form, found);
  getSelection().removeAllRanges();
  offer();
  by("panel-review").querySelector(".views [data-view=cards]").click();
  stage.open(editor({
    title: "A card of your own",
    form,
    sides: words,
    save: async (said) => {
      const answer = await send("/api/add", { sides: said });
      stage.close();
      tell("The card is in the deck with the next build.");
      picked(answer.guid);
    },
    leave: stage.close,
  }));
}

function sides(form, { lines, from, to }) {
  const [head, tail] = [lines[0].slice(0, from.at), lines.at(-1).slice(to.at)];
  const inner = lines.length === 1
    ? lines[0].slice(from.at, to.at)
    : [lines[0].slice(from.at), ...lines.slice(1, -1), lines.at(-1).slice(0, to.at)].join("\n");
  const words = clean(inner);
  if (form === "basic") return { question: "", answer: words };
  if (form === "term") return { term: words, meaning: "" };
  // the space around the words is not hidden
  const before = head + inner.slice(0, inner.length - inner.trimStart().length);
  const after = inner.slice(inner.trimEnd().length) + tail;
  return { text: clean(before) === "" ? `{{c1::${words}}}${after}`.trim() : `${before.replace(MARK, "")}{{c1::${words}}}${after}`.trim() };
}

function clean(text) {
  return text.split("\n").map((line) => line.replace(MARK, "").trim()).filter(Boolean).join(" ");
}

function offer() {
  const place = by("picked");
  const found = notes.picked();
  const words = found?.range.getBoundingClientRect();
  const around = by("lines").getBoundingClientRect();
  place.hidden = !found || words.bottom < around.top || words.top > around.bottom;
  if (place.hidden) return;
  const [width, height] = [place.offsetWidth, place.offsetHeight];
  const below = words.bottom + 8 + height < around.bottom ? words.bottom + 8 : Math.max(around.top, words.top - height - 8);
  place.style.left = `${Math.max(8, Math.min(words.left, innerWidth - width - 8))}px`;
  place.style.top = `${Math.max(8, Math.min(below, innerHeight - height - 8))}px`;
}
