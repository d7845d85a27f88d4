// Elements made and found in one line each.

/** The element with that id. */
export const by = (id) => document.getElementById(id);

/** An element with properties, attributes where the name holds a dash or is a role, and children. */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "role" || name.includes("-")) element.setAttribute(name, value);
    else if (name === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else element[name] = value;
  }
  element.append(...children);
  return element;
}

const policy = window.trustedTypes
  ? window.trustedTypes.createPolicy("flashgen", { createHTML: (html) => html })
  : { createHTML: (html) => html };

/** Put a card's HTML, which the server has cleaned, into an element: the only place where HTML is taken as it comes. */
export function fill(element, html) {
  element.innerHTML = policy.createHTML(html);
}

/** Say something to who cannot see it happen. */
export function say(text) {
  const place = by("said");
  // the same words again would not be read again
  place.textContent = place.textContent === text ? `${text}\u00a0` : text;
}

let fading = 0;

/** Show one line that has to be seen; it goes by itself unless it says that something is wrong. */
export function tell(text, { wrong = false, actions = [] } = {}) {
  const place = by("alert");
  const close = make("button", { className: "quiet", "aria-label": "Close", on: { click: hush } }, "✕");
  const buttons = actions.map(({ label, run }) =>
    make("button", { on: { click: () => (hush(), run()) } }, label));
  // what is wrong interrupts, everything else waits until the person is read to the end
  wrong ? place.setAttribute("role", "alert") : (place.removeAttribute("role"), say(text));
  place.replaceChildren(make("span", {}, text), ...buttons, close);
  place.classList.toggle("wrong", wrong);
  place.hidden = false;
  clearTimeout(fading);
  if (!wrong && !actions.length) fading = setTimeout(hush, 6000);
}

/** Take that line away. */
export function hush() {
  by("alert").hidden = true;
}
