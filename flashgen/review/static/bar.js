// What the next build will do, and the button that builds.

import { by, make, say, tell } from "./dom.js";
import { send, state } from "./store.js";
import * as view from "./view.js";

let asked = () => {};

/** Start; ``filtered`` is told when a person wants to see the cards behind one of the numbers. */
export function start({ filtered }) {
  asked = filtered;
  for (const count of document.querySelectorAll(".bar .count")) {
    count.addEventListener("click", () =>
      count.dataset.sign === "?" ? suggest() : asked(view.filter.sign === count.dataset.sign ? "" : count.dataset.sign));
  }
  by("build").addEventListener("click", () => build());
}

/** Show today's numbers. */
export function renew() {
  for (const count of document.querySelectorAll(".bar .count")) {
    const number = state.plan[count.dataset.sign] ?? 0;
    count.querySelector("b").textContent = number;
    count.classList.toggle("zero", !number);
    count.setAttribute("aria-pressed", String(view.filter.sign === count.dataset.sign));
  }
  if (by("changes").open) suggest();
}

/** Build, as ``flashgen build`` does. */
export async function build(agreed = false) {
  const button = by("build");
  if (button.disabled) return;
  button.disabled = true;
  button.textContent = "Building";
  try {
    const built = await send("/api/build", { agreed });
    if (built.stopped) {
      tell(`Nothing was built: ${built.stopped}`, { wrong: true, actions: [{ label: "Build all the same", run: () => build(true) }] });
    } else {
      const names = built.packages.length > 3 ? `${built.packages.length} packages` : built.packages.join(", ");
      tell(`Built ${names || "nothing: no card is in the deck"}. ${built.summary}`);
    }
  } catch (error) {
    tell(`Nothing was built: ${error.message}`, { wrong: true });
  } finally {
    button.disabled = false;
    button.textContent = "Build";
  }
}

function suggest() {
  by("pairs").replaceChildren(...state.suggestions.map((pair) => make("li", {},
    make("p", { className: "was" }, pair.was), make("p", { className: "is" }, pair.is),
    make("button", { on: { click: () => join(pair) } }, "The same card"))));
  if (!state.suggestions.length) by("pairs").replaceChildren(make("li", {}, "There is nothing to suggest."));
  if (!by("changes").open) by("changes").showModal();
}

async function join({ old, new: today }) {
  try {
    await send("/api/relink", { old, new: today });
    say("It goes on with its history");
  } catch (error) {
    tell(error.message, { wrong: true });
  }
}
