// Tabs: each is a module of its own, fetched when it is first shown. It exports start(panel), and, if it likes, show().

import { by } from "./dom.js";
import { use } from "./keys.js";

const started = new Map();

/** Start listening, and show the tab that the address names, else the first. */
export async function start() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  for (const [at, tab] of tabs.entries()) {
    tab.addEventListener("click", () => {
      history.pushState(null, "", `#${nameOf(tab)}`);
      show(nameOf(tab));
    });
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const next = tabs.at((at + step) % tabs.length);
      next.focus();
      next.click();
    });
  }
  window.addEventListener("popstate", () => show(named()));
  await show(named());
}

async function show(name) {
  for (const panel of document.querySelectorAll("[data-tab]")) panel.hidden = panel.dataset.tab !== name;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const isThis = nameOf(tab) === name;
    tab.setAttribute("aria-selected", String(isThis));
    tab.tabIndex = isThis ? 0 : -1;
  }
  use(name);
  if (!started.has(name)) {
    const module = await import(`./${name}.js`);
    started.set(name, module);
    await module.start(by(`panel-${name}`));
  }
  started.get(name).show?.();
}

function named() {
  const panels = [...document.querySelectorAll("[data-tab]")].map((panel) => panel.dataset.tab);
  const asked = location.hash.slice(1).split("?")[0];
  return panels.includes(asked) ? asked : panels[0];
}

const nameOf = (tab) => tab.id.replace("tab-", "");
