/** `custom-elements.json`, as editors and catalogues read it: made of what the elements' own code says of itself. */

import { join } from "node:path";
import { build } from "esbuild";

const elements = {
  ComityCheck: ["comity-check", "Whether a market recognises a certificate, under which agreement, and what is left to do."],
  ComityWorld: ["comity-world", "Where a certificate counts: every market at once."],
  ComityBadge: ["comity-badge", "One line for the page of a product; without attributes of a certificate it reads the page's own schema.org JSON-LD."],
};

/** The elements' description of themselves, `www/element/described.ts`. */
export async function described() {
  const { outputFiles } = await build({ entryPoints: [join(import.meta.dirname, "../element/described.ts")], bundle: true, format: "esm", write: false, logLevel: "silent" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}

const said = (texts) => Object.entries(texts).map(([name, description]) => ({ name, description }));

export async function customElements() {
  const { attributes, events, parts, properties, property, slots } = await described();
  const declarations = Object.entries(elements).map(([name, [tagName, description]]) => ({
    kind: "class",
    customElement: true,
    name,
    tagName,
    description,
    superclass: { name: "HTMLElement" },
    attributes: attributes.map((name) => ({ name, type: { text: name === "brief" ? "boolean" : "string" }, fieldName: property(name) })),
    members: [
      ...attributes.map((name) => ({ kind: "field", name: property(name), attribute: name, type: { text: name === "brief" ? "boolean" : "string" } })),
      { kind: "field", name: "question", type: { text: "Question | null" } },
      { kind: "field", name: "answer", type: { text: name === "ComityWorld" ? "Markets | null" : "Answer | null" }, readonly: true },
      { kind: "method", name: "refresh" },
    ],
    events: said(events).map((event) => ({ ...event, type: { text: "CustomEvent" } })),
    slots: said(slots),
    cssParts: [...new Set(Object.values(parts))].map((name) => ({ name })),
    cssProperties: said(properties),
  }));
  const exported = Object.entries(elements).flatMap(([name, [tagName]]) => [
    { kind: "js", name, declaration: { name, module: "element.js" } },
    { kind: "custom-element-definition", name: tagName, declaration: { name, module: "element.js" } },
  ]);
  return { schemaVersion: "2.1.0", modules: [{ kind: "javascript-module", path: "element.js", declarations, exports: exported }] };
}
