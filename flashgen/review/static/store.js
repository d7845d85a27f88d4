// What the server says there is, as the page knows it, and who wants to know when it changes.

import { get, inTurn, post } from "./api.js";

/** Everything the page shows. Rows are in the notes' order; ``assumed`` is what a person decided and the server has not
 *  confirmed. */
export const state = {
  run: "", version: 0, project: "", rows: new Map(), files: [], plan: {}, suggestions: [], problems: [], undo: "",
  assumed: new Map(),
};

const listeners = new Set();

/** Be told, with the guids of the rows that changed, or null where all may have. */
export const changed = (run) => listeners.add(run);

/** The status of a card, as the person has it by now. */
export const status = (row) => state.assumed.get(row.guid) ?? row.status;

/** Get what is new. */
export function refresh() {
  return inTurn(async () => take(await get(`/api/cards?run=${state.run}&since=${state.version}`)));
}

/** Tell the server something, and take what it says is new. */
export async function send(path, said = {}) {
  const answer = await post(path, () => ({ ...said, run: state.run, since: state.version }));
  take(answer);
  return answer;
}

/** Show a status at once, before the server has it. */
export function assume(guids, value) {
  for (const guid of guids) value === null ? state.assumed.delete(guid) : state.assumed.set(guid, value);
  tellAll(guids);
}

function take(answer) {
  const isWhole = answer.whole || answer.run !== state.run;
  if (isWhole) state.rows = new Map();
  for (const row of answer.rows) {
    row.find = `${row.context}\n${row.question}\n${row.answer}\n${row.places[0]?.[0] ?? ""}`.toLowerCase();
    state.rows.set(row.guid, row);
  }
  for (const guid of answer.gone) state.rows.delete(guid);
  if (answer.order) state.rows = new Map(answer.order.map((guid) => [guid, state.rows.get(guid)]));
  const { run, version, project, files, plan, suggestions, problems, undo } = answer;
  Object.assign(state, { run, version, project, files, plan, suggestions, problems, undo });
  tellAll(isWhole || answer.order ? null : answer.rows.map((row) => row.guid));
}

function tellAll(guids) {
  for (const run of listeners) run(guids);
}
