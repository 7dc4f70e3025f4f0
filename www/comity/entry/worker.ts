/** `comity/worker` in browsers, Deno and Bun. */

import type { Sources } from "../loader.js";
import { type FromThread, type RemoteComity, remote } from "./remote.js";

export type { RemoteComity } from "./remote.js";
export * from "./shared.js";

/** Starts a worker and loads engine and data in it. */
export const load: (sources?: Sources) => Promise<RemoteComity> = remote(async (heard, failed) => {
  // Written out in full: by these words bundlers know that the script belongs to the page.
  const worker = new Worker(new URL("./worker-thread.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<FromThread>) => heard(data));
  worker.addEventListener("error", (event) => failed(new Error(event.message || "the worker did not start")));
  return { post: (message) => worker.postMessage(message), busy: () => undefined, end: () => worker.terminate() };
});
