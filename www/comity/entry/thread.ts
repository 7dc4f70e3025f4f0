/** What runs inside a worker, whatever sort of worker it is. */

import { movable } from "../columns.js";
import type { Comity, Progress } from "../comity.js";
import { read } from "../import/read.js";
import type { Sources } from "../loader.js";
import type { Overlay } from "../types.js";
import type { Asked, FromThread, ToThread } from "./remote.js";

/** Takes messages and says answers; `load` is that of the place. What is said can move what it holds, in place of copying it. */
export function thread(load: (sources?: Sources) => Promise<Comity>, say: (message: FromThread, moved: ArrayBuffer[]) => void): (message: ToThread) => void {
  let sources: Sources = {};
  const laid = new Map<string, Comity>();
  const law = async (overlays: readonly Overlay[]): Promise<Comity> => {
    const plain = await load(sources);
    const key = JSON.stringify(overlays);
    const made = laid.get(key) ?? overlays.reduce((law, overlay) => law.with(overlay), plain);
    if (overlays.length > 0) laid.set(key, made);
    return made;
  };
  const answer = async ({ id, what, args, overlays, other, progress }: Asked): Promise<unknown> => {
    const asked = await law(overlays);
    if (what === "read") return read(args[0] as string, asked);
    const told: Progress = (done, all) => say({ id, done, all }, []);
    const given = [...(what === "compare_with" ? [await law(other)] : []), ...args, ...(progress ? [told] : [])];
    return (asked[what] as (...args: unknown[]) => unknown).apply(asked, given);
  };
  return (message) => {
    if ("sources" in message) {
      ({ sources } = message);
      return;
    }
    const { id } = message;
    answer(message).then(
      (value) => say({ id, value }, movable(value)),
      // The fields of a question's error do not travel with an `Error`: they are copied.
      (thrown: unknown) => say({ id, error: thrown instanceof Error ? { name: thrown.name, message: thrown.message, fields: Object.fromEntries(Object.entries(thrown)) } : { name: "Error", message: String(thrown), fields: {} } }, []),
    );
  };
}
