// Stays in touch with the server: a change of the notes, by another page or by a command is shown at once.

import { hush, tell } from "./dom.js";
import { refresh, state } from "./store.js";

const PATIENCE = 2500;
let lost = 0;
let isLost = false;

/** Listen until the page is closed. */
export function start() {
  const source = new EventSource("/api/events");
  source.onopen = () => {
    clearTimeout(lost);
    lost = 0;
    if (isLost) hush();
    isLost = false;
  };
  source.onmessage = (event) => {
    const { run, version } = JSON.parse(event.data);
    if (run !== state.run || version > state.version) refresh().catch(() => {});
  };
  source.onerror = () => {
    lost ||= setTimeout(() => {
      isLost = true;
      tell("flashgen has ended. Start it again, and open the address that it prints.", { wrong: true });
    }, PATIENCE);
    if (source.readyState === EventSource.CLOSED) setTimeout(start, PATIENCE);
  };
  // so that the browser does not take the end of the page for a fault of ours
  window.addEventListener("pagehide", () => (clearTimeout(lost), source.close()), { once: true });
}
