import { createHash } from "node:crypto";

/** What the page may do: run its own script and its own wasm, show its own style, and ask nobody else for anything. */
const rules = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "connect-src": "'self'",
  "img-src": "'self' data:",
  "manifest-src": "'self'",
  // The service worker, and the engine's worker, whose script is part of the page's.
  "worker-src": "'self' blob:",
  "base-uri": "'none'",
  "form-action": "'none'",
};

const join = (entries) => entries.map(([name, sources]) => `${name} ${sources}`).join("; ");

/** For the page's own <meta>, so that it holds on any host. */
export const asMeta = join(Object.entries(rules));
/** For a server, which can also say that no other page may frame this one. */
export const asHeader = join(Object.entries({ ...rules, "frame-ancestors": "'none'" }));

/** For the page in one file: it has no host, and runs exactly the script and the style it came with. */
export const asMetaOfOneFile = (script, style) => {
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return join(Object.entries({ ...rules, "script-src": `${hash(script)} 'wasm-unsafe-eval'`, "style-src": hash(style), "connect-src": "'none'", "manifest-src": "'none'", "worker-src": "blob:" }));
};
