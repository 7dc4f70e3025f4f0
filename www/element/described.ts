/** What an embedder can take hold of: attributes, parts, custom properties, slots, events. The manifest and the tests are made of this. */

import { goodsFields, paperFields, written } from "../comity/fields";

/** What is asked, one attribute a field. */
export const askedFields = [...paperFields, ...goodsFields] as const;
/** How it is shown, and where engine and data come from if not from beside the script. */
export const shownAttributes = ["lang", "heading", "brief", "wasm", "pack"] as const;
export const attributes: readonly string[] = [...askedFields.map(written), ...shownAttributes];

/** An attribute's property: `issued-in` is `issuedIn`. */
export function property(attribute: string): string {
  return attribute.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** The CSS part that what is found so is, in any of the elements. */
export const parts: Readonly<Record<string, string>> = {
  ".answer": "answer",
  ".verdict": "verdict",
  ".verdict-name": "name",
  ".verdict-means": "means",
  ".verdict-frame": "frame",
  ".verdict-note": "note",
  ".tile": "tile",
  ".section": "section",
  ".checklist": "steps",
  ".until": "until",
  ".hop": "hop",
  ".sources a": "source",
  ".caveat": "caveat",
  ".loading": "loading",
  ".error": "error",
  ".badge": "badge",
  ".badge-line": "badge-line",
  ".world": "world",
  ".world-counts": "counts",
  ".world-tiles": "tiles",
  ".world-tile": "market",
  ".world-table": "table",
};

/** Custom properties of the theme, and what they are for. */
export const properties: Readonly<Record<string, string>> = {
  "--comity-ink": "Text.",
  "--comity-paper": "Ground.",
  "--comity-muted": "Notes beside the text.",
  "--comity-rule": "Lines between sections.",
  "--comity-accent": "Links and what can be opened.",
  "--comity-caution": "Words of caution.",
  "--comity-font": "Typeface.",
  "--comity-space": "The distance that all others are made of.",
  "--comity-radius": "Corners.",
};

export const slots: Readonly<Record<string, string>> = {
  loading: "In place of the words shown while engine and data are loaded.",
  error: "In place of the words shown where there is no answer; the reason is in the event.",
};

export const events: Readonly<Record<string, string>> = {
  "comity-answer": "There is an answer: `detail` has `question` and `answer`.",
  "comity-error": "There is none: `detail.error` says why.",
};
