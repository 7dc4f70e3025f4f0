/** `embed.html`: an element in a sandboxed frame, for sites that let no script of others run among their own. */

import { load } from "../comity/entry/inline";
import { attributes } from "./described";
import { provide } from "./element";
import { frame } from "./sheet";

provide(load);
document.adoptedStyleSheets = [frame()];

const asked = new URLSearchParams(location.search);
const kind = ["check", "world", "badge"].find((kind) => kind === asked.get("element")) ?? "check";
const element = document.createElement(`comity-${kind}`);
for (const name of attributes) state(name, asked.get(name));

/** The page around it, and nobody else, is told, and may ask. It is named in the address: without a name nothing is said. */
const around = originOf(asked.get("parent"));

function state(name: string, value: unknown): void {
  // Engine and data are those of this frame, whatever is asked of it.
  if (!attributes.includes(name) || name === "wasm" || name === "pack") return;
  if (typeof value === "string" && value !== "") element.setAttribute(name, value);
  else if (value === null) element.removeAttribute(name);
}

/** An origin as browsers compare them, where what is written is one. */
function originOf(written: string | null): string | null {
  return written && URL.canParse(written) && new URL(written).origin === written ? written : null;
}

function tell(comity: string, rest: object): void {
  if (around && parent !== window) parent.postMessage({ comity, ...rest }, around);
}

element.addEventListener("comity-answer", (event) => tell("answer", (event as CustomEvent<object>).detail));
element.addEventListener("comity-error", (event) => {
  const { error } = (event as CustomEvent<{ error: unknown }>).detail;
  tell("error", { error: error instanceof Error ? { message: error.message, ...Object.fromEntries(Object.entries(error)) } : { message: String(error) } });
});
addEventListener("message", ({ source, origin, data }: MessageEvent<unknown>) => {
  if (source !== parent || origin !== around || typeof data !== "object" || data === null) return;
  const { comity, attributes } = data as { comity?: unknown; attributes?: unknown };
  if (comity === "ask" && typeof attributes === "object" && attributes !== null) for (const [name, value] of Object.entries(attributes)) state(name, value);
});
new ResizeObserver(() => tell("resize", { height: Math.ceil(document.documentElement.getBoundingClientRect().height) })).observe(document.documentElement);
document.body.append(element);
