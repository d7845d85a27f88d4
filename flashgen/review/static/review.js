// The tab in which cards are set right.

/** Show the cards. */
export async function start() {}
