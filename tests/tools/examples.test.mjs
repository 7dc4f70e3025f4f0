/** The examples that need other people's bundlers and runtimes. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { build as esbuild } from "esbuild";
import { copied } from "../examples/project.mjs";
import { newPage, served } from "../package/browser.mjs";
import { run, tools, verdict } from "../package/installed.mjs";

const bin = (name) => join(tools, ".bin", name);
/** A port that nobody uses. */
const free = () =>
  new Promise((done) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Starts a server, waits until it answers, has something done, and ends it with all that it started. */
async function while_(folder, command, args, address, work) {
  const running = spawn(command, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let said = "";
  for (const stream of [running.stdout, running.stderr]) stream.on("data", (text) => (said += text));
  try {
    for (const end = Date.now() + 60_000; ; ) {
      const answer = await fetch(address).catch(() => null);
      if (answer) return await work(answer);
      assert.ok(Date.now() < end && running.exitCode === null, said);
      await new Promise((done) => setTimeout(done, 100));
    }
  } finally {
    process.kill(-running.pid);
  }
}

test("vite", async () => {
  const folder = copied("vite", ["vite"]);
  run(folder, bin("vite"), ["build"]);
  assert.equal((await served(join(folder, "dist"))).verdicts[""], verdict);
});

test("webpack", async () => {
  const folder = copied("webpack", ["webpack", "webpack-cli"]);
  run(folder, bin("webpack"), ["--mode", "production"]);
  assert.equal((await served(folder)).verdicts[""], verdict);
});

test("deno", () => {
  const folder = copied("deno");
  assert.equal(run(folder, bin("deno"), ["run", "--no-prompt", "--node-modules-dir=manual", `--allow-read=${folder}`, "check.ts"]), verdict);
});

test("bun", () => assert.equal(run(copied("bun"), bin("bun"), ["check.ts"]), verdict));

test("workerd", async () => {
  const folder = copied("workerd");
  // The command that the example's head names.
  await esbuild({ absWorkingDir: folder, entryPoints: ["worker.js"], bundle: true, format: "esm", conditions: ["workerd"], external: ["comity/comity*"], outfile: join(folder, "bundle.js"), logLevel: "silent" });
  const port = await free();
  writeFileSync(join(folder, "config.capnp"), readFileSync(join(folder, "config.capnp"), "utf8").replace("127.0.0.1:8787", `127.0.0.1:${port}`));
  await while_(folder, bin("workerd"), ["serve", "config.capnp"], `http://127.0.0.1:${port}/?market=KR`, async (answer) => assert.equal((await answer.json()).verdict, verdict));
});

for (const flags of [[], ["--webpack"]]) {
  test(`next ${["build", ...flags].join(" ")}: the answer is in the page as it comes from the server, and the element fills itself in the browser`, async () => {
    // Next follows no links out of a project: it is found above this one.
    const folder = copied("next", [], join(tools, ".."));
    run(folder, bin("next"), ["build", ...flags], { timeout: 400_000, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
    const port = await free();
    const address = `http://127.0.0.1:${port}/`;
    await while_(folder, bin("next"), ["start", "--port", String(port), "--hostname", "127.0.0.1"], address, async (answer) => {
      assert.match(await answer.text(), new RegExp(`<p id="verdict">${verdict}</p>`));
      const page = await newPage();
      await page.goto(address);
      await page.waitForFunction(() => document.querySelector("comity-check").answer, null, { timeout: 30_000 });
      assert.equal(await page.evaluate(() => document.querySelector("comity-check").answer.headline.verdict), verdict);
      await page.close();
    });
  });
}
