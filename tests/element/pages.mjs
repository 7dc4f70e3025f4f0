/** Pages of strangers on which the elements stand: served with the policy of a careful site, from the package as npm installs it. */

import { chromium } from "playwright-core";
import { args, executablePath } from "../browser/harness.mjs";
import { host } from "../package/host.mjs";
import { project } from "../package/installed.mjs";

/** Own scripts and wasm; no style in the markup; no text that becomes script or markup. */
export const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; require-trusted-types-for 'script'; trusted-types 'none'";

export const asked = 'scheme="iecee-cb" kind="test-certificate" issued-in="CN" issued="2025-03-01" product="household-appliances" made-in="CN" on="2026-11-22"';
export const check = (more = 'market="KR"') => `<comity-check ${asked} ${more}></comity-check>`;

/** A page around some markup. `script`: its own script, from its own host. */
export const page = (body, { lang = "en", head = "" } = {}) =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>A page</title>${head}<script type="module" src="script.js"></script><link rel="icon" href="data:,"></head><body><main><h1>A page</h1><h2>An answer</h2>${body}</main></body></html>`;

export const script = `
  window.told = [];
  for (const name of ["comity-answer", "comity-error"]) document.addEventListener(name, (event) => window.told.push({ name, at: event.target.localName, detail: event.detail, error: event.detail.error && { message: event.detail.error.message, path: event.detail.error.path } }));
  window.elements = import("./node_modules/comity/element.js");
`;

/** Starts a browser; `open` serves files as a page of its own host and opens it. */
export async function start() {
  const browser = await chromium.launch({ executablePath, args });
  const hosts = [];
  return {
    /** `files` by name, the page among them as `index.html`. */
    async open(files, { options = {}, headers = { "content-security-policy": strict }, path = "", ...rest } = {}) {
      const folder = project({ "script.js": script, ...files });
      const server = await host(folder, { headers, ...rest });
      hosts.push(server);
      const context = await browser.newContext({ locale: "en-GB", viewport: { width: 900, height: 900 }, ...options });
      const page = await context.newPage();
      const complaints = [];
      page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(String(error)));
      await page.goto(server.address + path);
      return { page, context, complaints, server };
    },
    async stop() {
      await browser.close();
      for (const server of hosts) server.stop();
    },
  };
}

/** Waits until so many answers or errors were told. */
export const told = (page, count) => page.waitForFunction((count) => window.told?.length >= count, count, { timeout: 30_000 });
/** The text inside an element, as a reader sees it. */
export const inside = (page, selector) => page.evaluate((selector) => document.querySelector(selector).shadowRoot.firstElementChild.innerText, selector);
