// The form for a card's words, in Markdown: for one that is there, and for one that is to be.

import { make, say } from "./dom.js";

const LABELS = { question: "Question", answer: "Answer", term: "Term", meaning: "Meaning", text: "Sentence" };
const BLANK = /\{\{c(\d+)::(.*?)(?:::.*?)?\}\}/gs;

/** The form. ``save`` gets the sides and may raise; ``own`` is how flashgen words them, if it does. */
export function editor({ title, form, sides, own, save, leave }) {
  const fields = new Map();
  const wrong = make("p", { className: "wrong", role: "alert" });
  const rows = Object.entries(sides).map(([key, words]) => {
    const field = make("textarea", { value: words, rows: Math.min(8, words.split("\n").length + 1), name: key, spellcheck: true, dir: "auto" });
    fields.set(key, field);
    return make("label", { className: "side" }, make("span", {}, LABELS[key] ?? key), field);
  });
  const submit = async () => {
    wrong.textContent = "";
    const said = Object.fromEntries([...fields].map(([key, field]) => [key, field.value.trim()]));
    const empty = Object.keys(said).find((key) => !said[key]);
    if (empty) return fail(`${LABELS[empty]} is empty.`, fields.get(empty));
    if (form === "cloze" && !said.text.match(BLANK)) return fail("Nothing is hidden: select words and choose Hide.", fields.get("text"));
    try {
      await save(said);
    } catch (error) {
      fail(error.message);
    }
  };
  const fail = (text, field) => {
    wrong.textContent = text;
    field?.focus();
  };
  const buttons = [make("button", { type: "submit", className: "yes" }, "Save")];
  if (form === "cloze") {
    buttons.push(make("button", {
      type: "button", title: "Hide the selected words, or show again those of the blank at the cursor (Alt+C)",
      "aria-keyshortcuts": "Alt+c", on: { mousedown: (event) => event.preventDefault(), click: () => blank(fields.get("text")) },
    }, "Hide"));
  }
  if (own && Object.keys(own).some((key) => own[key] !== sides[key])) {
    buttons.push(make("button", {
      type: "button", className: "quiet",
      on: { click: () => fields.forEach((field, key) => (field.value = own[key])) },
    }, "flashgen's words"));
  }
  buttons.push(make("button", { type: "button", className: "quiet", on: { click: leave } }, "Cancel"));
  return make("form", {
    className: "editor", "aria-label": title,
    on: {
      submit: (event) => (event.preventDefault(), submit()),
      keydown: (event) => {
        if (event.key === "Escape") leave();
        else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
        else if (event.altKey && event.code === "KeyC" && form === "cloze") blank(fields.get("text"));
        else return;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  }, ...rows, wrong, make("div", { className: "buttons" }, ...buttons));
}

/** Hide the words that are selected in a field, or show again those of the blank that the cursor is in. */
export function blank(field) {
  const { value, selectionStart: start, selectionEnd: end } = field;
  for (const match of value.matchAll(BLANK)) {
    const last = match.index + match[0].length;
    if (start < last && end > match.index || (start === end && start >= match.index && start <= last)) {
      replace(field, match.index, last, match[2]);
      say("Shown again");
      return;
    }
  }
  const words = value.slice(start, end);
  if (!words.trim()) return;
  const from = start + words.length - words.trimStart().length;
  replace(field, from, from + words.trim().length, `{{c${free(value)}::${words.trim()}}}`);
  say("Hidden");
}

/** The first number that no blank of a text has. */
function free(text) {
  const used = new Set([...text.matchAll(BLANK)].map((match) => Number(match[1])));
  let number = 1;
  while (used.has(number)) number++;
  return number;
}

function replace(field, start, end, words) {
  field.focus();
  field.setRangeText(words, start, end, "select");
}
