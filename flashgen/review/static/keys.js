// Keys: what each does, said once, and shown on the help sheet.

import { by, make } from "./dom.js";

const OFF = "flashgen-keys-off";
const groups = new Map();
let current = "";

/** Let a tab have keys: [{ keys: ["a"], label: "accept", run }]. Keys of "" hold on every tab. */
export function bind(tab, commands) {
  groups.set(tab, commands);
}

/** The tab whose keys hold from now on. */
export function use(tab) {
  current = tab;
}

/** Whether single letters are commands: who speaks to their computer may not want that. */
export const isOn = () => !localStorage.getItem(OFF);

/** Start listening. */
export function start() {
  by("keys-on").checked = isOn();
  by("keys-on").addEventListener("change", (event) =>
    event.target.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"));
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
    const command = commands().find((each) => each.keys.includes(name(event)) && (each.when?.(event) ?? true));
    if (!command || (isTyping(event.target) && !command.always)) return;
    if (name(event).length === 1 && !isOn()) return;
    event.preventDefault();
    command.run(event);
  });
  by("help").addEventListener("click", help);
}

/** Show the help sheet. */
export function help() {
  by("help-keys").replaceChildren(...commands().filter((each) => each.label).flatMap(({ keys, label }) => [
    make("dt", {}, ...keys.flatMap((key, at) => [at ? " " : "", make("kbd", {}, shown(key))])),
    make("dd", {}, label),
  ]));
  by("help-sheet").showModal();
}

function commands() {
  return [...(groups.get(current) ?? []), ...(groups.get("") ?? [])];
}

function name(event) {
  const held = event.ctrlKey || event.metaKey ? "Ctrl+" : event.altKey ? "Alt+" : "";
  const shifted = event.shiftKey && event.key.length > 1 ? "Shift+" : "";
  return held + shifted + (held && event.key.length === 1 ? event.key.toLowerCase() : event.key);
}

const NAMES = { " ": "Space", ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→" };

function shown(key) {
  return key.split("+").map((part) => NAMES[part] ?? (part || "+")).join("+");
}

function isTyping(target) {
  return target.matches?.("input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]");
}
