// A card as Anki will show it: its own HTML and style, apart from those of the page.

import { fill, make } from "./dom.js";
import { isDark } from "./theme.js";

// Anki gives a card a window of its own, in which the question stands an eighth down
const SMALLER = ".card { padding-bottom: 1.5rem; min-height: 100%; box-sizing: border-box; } .front { padding-top: clamp(0.7rem, 3vh, 1.8rem); } .source { margin-top: 1.8em; }";

let sheets = null;

async function styles() {
  sheets ??= (async () => {
    const [own, smaller] = [new CSSStyleSheet(), new CSSStyleSheet()];
    await own.replace(await (await fetch("/static/card.css")).text());
    smaller.replaceSync(SMALLER);
    return [own, smaller];
  })();
  return sheets;
}

/** An element that shows sides of cards, with ``show(html)``. */
export async function cardView() {
  const host = make("div", { className: "face" });
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = await styles();
  const card = make("div", { className: "card" });
  const night = make("div", {}, card);
  night.style.height = "100%";
  host.style.display = "block";
  root.append(night);
  const colour = () => night.classList.toggle("nightMode", isDark());
  document.addEventListener("theme", colour);
  colour();
  host.show = (html) => {
    fill(card, html);
    for (const link of card.querySelectorAll("a[href]")) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  };
  return host;
}
