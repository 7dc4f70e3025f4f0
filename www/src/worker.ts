/** The engine beside the page: long questions run here, so that the page never stops. */

import { type Comity, load } from "../comity/comity";
import type { FromWorker, ToWorker } from "./asking";
import { head } from "./batch-head";
import type { Part } from "./batch-job";
import { batch } from "./batch-work";

let comity: Comity | undefined;

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => void receive(data));

async function receive(message: ToWorker): Promise<void> {
  const say = (answer: FromWorker) => postMessage(answer);
  if ("pack" in message) {
    comity = await load(message);
    return;
  }
  const { id, ask } = message;
  // The page asks only after it sent engine and data, but loading takes its time.
  while (!comity) await new Promise((done) => setTimeout(done, 5));
  const progress = (done: number, all: number) => say({ id, done, all });
  const tell = (part: Part, done: number, all: number) => {
    say({ id, part });
    progress(done, all);
  };
  try {
    const value =
      ask.what === "markets" ? comity.markets(ask.portfolio, progress)
      : ask.what === "plan" ? comity.plan(ask.portfolio, ask.aim, progress)
      : ask.what === "openers" ? comity.openers(ask.portfolio, ask.market, progress)
      : ask.what === "timeline" ? comity.timeline(ask.question)
      : ask.what === "compare" ? comity.compare(ask.first, ask.second)
      : ask.what === "head" ? await head(ask.file, ask.names)
      : await batch(comity, ask.job, tell).then(() => null);
    say({ id, value });
  } catch (thrown) {
    // The fields of a question's error do not travel with an `Error`: they are copied.
    say({ id, error: thrown instanceof Error ? { ...Object.fromEntries(Object.entries(thrown)), message: thrown.message } : { message: String(thrown) } });
  }
}
