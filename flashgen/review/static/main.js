// Where the page begins.

import { tell } from "./dom.js";
import * as keys from "./keys.js";
import * as tabs from "./tabs.js";
import * as theme from "./theme.js";

theme.start();
keys.bind("", [{ keys: ["?"], label: "this sheet", run: keys.help }]);
keys.start();
tabs.start().catch((error) => tell(error.message, { wrong: true }));
