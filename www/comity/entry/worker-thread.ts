/** The script of the worker in browsers, Deno and Bun. */

import { load } from "./browser.js";
import type { ToThread } from "./remote.js";
import { thread } from "./thread.js";

const receive = thread(load, (message, moved) => postMessage(message, { transfer: moved }));
addEventListener("message", ({ data }: MessageEvent<ToThread>) => receive(data));
