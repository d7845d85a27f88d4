// The server, asked one thing after another, so that each answer is newer than the one before.

let last = Promise.resolve();

/** What is there; raises an Error with the one line that says why not. */
export const get = (path) => ask(path, {});

/** What the server says to that; asked when all that was asked before is answered. */
export function post(path, said) {
  const asked = last.then(() => ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(typeof said === "function" ? said() : said),
  }));
  last = asked.catch(() => {});
  return asked;
}

/** Do something when all that was asked before is answered. */
export function inTurn(work) {
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, { ...options, credentials: "same-origin" });
  } catch {
    throw new Error("flashgen does not answer; is it still running?");
  }
  if (answer.ok) return answer.json();
  if (answer.headers.get("content-type")?.includes("json")) throw new Error((await answer.json()).error);
  throw new Error((await answer.text()).trim() || `refused (${answer.status})`);
}
