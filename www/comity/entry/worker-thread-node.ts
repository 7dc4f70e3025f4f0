/** The script of the worker in Node. */

import { parentPort } from "node:worker_threads";
import { load } from "./node.js";
import { thread } from "./thread.js";

const receive = thread(load, (message, moved) => parentPort?.postMessage(message, moved));
parentPort?.on("message", receive);
