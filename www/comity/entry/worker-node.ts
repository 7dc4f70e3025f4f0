/** `comity/worker` in Node. */

import type { Sources } from "../loader.js";
import { type FromThread, type RemoteComity, remote } from "./remote.js";

export type { RemoteComity } from "./remote.js";
export * from "./shared.js";

/** Starts a worker and loads engine and data in it. */
export const load: (sources?: Sources) => Promise<RemoteComity> = remote(async (heard, failed) => {
  const { Worker } = await import("node:worker_threads");
  // Not the flags of the program: with `--input-type` no file can be started.
  const worker = new Worker(new URL("./worker-thread-node.js", import.meta.url), { execArgv: [] });
  worker.on("message", (message: FromThread) => heard(message));
  worker.on("error", (error) => failed(error instanceof Error ? error : new Error(String(error))));
  return {
    post: (message) => worker.postMessage(message),
    busy: (waiting) => (waiting ? worker.ref() : worker.unref()),
    end: () => void worker.terminate(),
  };
});
