/** One Chromium for the tests of a file, and what its pages show in the end. */

import { after } from "node:test";
import { chromium } from "playwright-core";
import { args, executablePath } from "../browser/harness.mjs";
import { host } from "./host.mjs";

let launched;
const browser = () => (launched ??= chromium.launch({ executablePath, args }));
after(async () => (await launched)?.close());

export const newPage = async (options) => (await browser()).newPage(options);
export const newContext = async (options) => (await browser()).newContext(options);

/** What the page at an address shows as its verdict. */
export async function shown(address) {
  const page = await newPage();
  try {
    await page.goto(address);
    await page.waitForFunction(() => document.getElementById("verdict").textContent !== "", null, { timeout: 30_000 });
    return await page.evaluate(() => document.getElementById("verdict").textContent);
  } finally {
    await page.close();
  }
}

/** What the pages of a folder show, each by its name; and the host that was asked for them. */
export async function served(folder, names = [""]) {
  const server = await host(folder);
  try {
    const verdicts = {};
    for (const name of names) verdicts[name] = await shown(server.address + name);
    return { verdicts, server };
  } finally {
    server.stop();
  }
}
