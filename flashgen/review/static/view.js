// Which cards are listed, and in which order: kept in the address, so that a reload and the back button find it again.

import { by } from "./dom.js";
import { state, status } from "./store.js";

const NAME = "#review";
const NONE = { status: "", text: "", rule: "", file: "", confidence: "", sign: "", order: "held" };
const RANKS = { held: 0, emit: 1, rejected: 2, retired: 3 };

/** What is asked for. */
export const filter = { ...NONE };

/** The guids that are listed. */
export let listed = [];

/** List what is asked for, of what there is. */
export function renew() {
  const found = [...state.rows.values()].filter(fits);
  const key = { held: (row) => RANKS[status(row)], likely: (row) => -row.confidence, notes: () => 0 }[filter.order];
  // sorting is stable: within a rank the notes' order stays
  listed = found.map((row) => [key(row), row.guid]).sort((a, b) => a[0] - b[0]).map(([, guid]) => guid);
}

/** Ask for something else; typing makes no steps to go back to. */
export function ask(wanted, { typed = false } = {}) {
  Object.assign(filter, wanted);
  remember(null, typed);
}

/** Ask for everything. */
export const askAll = () => ask({ ...NONE, order: filter.order });

/** Whether anything is asked for. */
export const isAsked = () => Object.entries(NONE).some(([name, none]) => name !== "order" && filter[name] !== none);

/** Keep what is asked for, and which card is shown, in the address. */
export function remember(guid, replace = true) {
  if (by("panel-review").hidden) return; // the address is another tab's
  const kept = new URLSearchParams(Object.entries(filter).filter(([name, value]) => value !== NONE[name]));
  const card = guid ?? new URLSearchParams(location.hash.split("?")[1]).get("card");
  if (card) kept.set("card", card);
  const address = `${NAME}${kept.size ? `?${kept}` : ""}`;
  if (address !== location.hash) history[replace ? "replaceState" : "pushState"](null, "", address);
}

/** Whether the address is this tab's. */
export const isHere = () => !location.hash || location.hash.startsWith(NAME);

/** Whether it says no more than that. */
export const isBare = () => location.hash === NAME;

/** Ask for what the address says; the card that it names comes back. */
export function recall() {
  const kept = new URLSearchParams(location.hash.split("?")[1]);
  for (const [name, none] of Object.entries(NONE)) filter[name] = kept.get(name) ?? none;
  return kept.get("card") ?? "";
}

function fits(row) {
  if (filter.status ? status(row) !== filter.status : false) return false;
  if (filter.sign && row.sign !== filter.sign) return false;
  if (filter.rule && row.rule !== filter.rule) return false;
  if (filter.file && !row.places.some(([path]) => path === filter.file)) return false;
  if (filter.confidence) {
    const [least, most] = filter.confidence.split("-").map(Number);
    if (row.confidence < least || row.confidence >= most) return false;
  }
  return !filter.text || filter.text.toLowerCase().split(/\s+/).every((word) => row.find.includes(word));
}
