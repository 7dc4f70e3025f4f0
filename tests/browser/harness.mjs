/** The built page in a real browser: served as a host would, with every request counted. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "../../www/serve.mjs";

const root = join(import.meta.dirname, "../..");
export const dist = process.env.COMITY_DIST ?? join(root, "dist");
/** The command line, which the page is held against. */
export const cli = process.env.COMITY_CLI ?? "target/debug/comity";

/** The engine and the data of the page, without the page. */
export async function engine() {
  const { load } = await import(pathToFileURL(join(dist, "comity.js")).href);
  return load({ wasm: readFileSync(join(dist, "comity_bg.wasm")), pack: readFileSync(join(dist, "comity.pack")) });
}

export const executablePath = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => path && existsSync(path));
export const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/** The question every test starts from. */
export const story = "scheme=iecee-cb&issued-in=CN&issued=2025-03-01&product=household-appliances&made-in=CN&market=KR&on=2026-11-22";

/** Starts a server and a browser; `requests` lists what the server was asked. */
export async function start() {
  const requests = [];
  // The manifest is read by the browser for itself, when it likes; all else is asked for by the page.
  const server = await serve(dist, 0, (path) => path.startsWith("/manifest.webmanifest") || requests.push(path));
  const browser = await chromium.launch({ executablePath, args });
  const address = `http://127.0.0.1:${server.address().port}/`;

  /** A page that is ready, and whatever it complained about. */
  async function open(hash = "", options = {}) {
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "en-GB", ...options });
    const page = await context.newPage();
    const complaints = [];
    // Every address asked for, from the first on, whoever asks: the page or its service worker.
    const asked = [];
    context.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(address + hash);
    await page.waitForSelector("html[data-ready]");
    return { page, context, complaints, asked };
  }

  /** Goes to another question in the same page, as a link would. */
  async function visit(page, hash) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.waitForFunction((lang) => document.documentElement.lang === lang, new URLSearchParams(hash).get("lang"));
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  }

  return {
    visit,
    address,
    requests,
    open,
    async stop() {
      await browser.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
