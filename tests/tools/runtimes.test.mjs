/** The package in Deno, Bun and workerd themselves. */

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { asked, project, question, run, tools, verdict } from "../package/installed.mjs";

const bin = (name) => join(tools, ".bin", name);
const code = (entry, ask = asked) => `import { load } from "${entry}";\nconst comity = await load();\nconsole.log(${ask});\n`;
const remote = `(await comity.check(${JSON.stringify(question)})).headline.verdict, comity.end()`;
const sources = { "plain.mjs": code("comity"), "inline.mjs": code("comity/inline"), "worker.mjs": code("comity/worker", remote), "required.cjs": `require("comity").load().then((comity) => console.log(${asked}));` };
const folder = project(sources);
const first = (text) => text.split(/\s/)[0];

for (const name of ["plain.mjs", "inline.mjs", "worker.mjs", "required.cjs"]) {
  test(`Deno: ${name}`, () => {
    // Nothing is allowed but to read.
    assert.equal(first(run(folder, bin("deno"), ["run", "--no-prompt", "--node-modules-dir=manual", `--allow-read=${folder}`, name])), verdict);
  });

  test(`Bun: ${name}`, () => {
    assert.equal(first(run(folder, bin("bun"), [name])), verdict);
  });
}

/** What a worker answers that workerd runs: `modules` by name, each a kind and a file. */
async function answered(script, modules) {
  const comity = join(folder, "node_modules/comity");
  const shared = readdirSync(comity).filter((name) => /^(workerd|shared-.*)\.js$/.test(name));
  const all = [["main.js", "esModule", null], ...shared.map((name) => [`comity/${name}`, "esModule", join(comity, name)]), ...modules.map(([name, kind]) => [`comity/${name}`, kind, join(comity, name)])];
  const own = project({ "main.js": script });
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = (
    compatibilityDate = "2026-01-01",
    modules = [${all.map(([name, kind, path]) => `(name = "${name}", ${kind} = embed "${path ? `files/${name}` : name}")`).join(", ")}])),],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]);`;
  execFileSync("mkdir", ["-p", join(own, "files/comity")]);
  for (const [name, , path] of all) if (path) execFileSync("cp", [path, join(own, "files", name)]);
  execFileSync("tee", [join(own, "config.capnp")], { input: config });
  const running = spawn(bin("workerd"), ["serve", "config.capnp", "--control-fd=3"], { cwd: own, stdio: ["ignore", "pipe", "pipe", "pipe"] });
  let said = "";
  running.stderr.on("data", (text) => (said += text));
  try {
    const port = await new Promise((done, failed) => {
      running.stdio[3].on("data", (text) => {
        const listening = String(text).split("\n").filter(Boolean).map((line) => JSON.parse(line)).find(({ event }) => event === "listen");
        if (listening) done(listening.port);
      });
      running.on("exit", () => failed(new Error(said)));
    });
    return await (await fetch(`http://127.0.0.1:${port}/`)).text();
  } finally {
    running.kill();
  }
}

const handler = (sources) => `export default { async fetch() {
  try { const comity = await load(${sources}); return new Response(${asked}); } catch (error) { return new Response("failed: " + error.message); }
} };`;

test("workerd: with the compiled module and the data handed over", async () => {
  const script = `import { load } from "comity/workerd.js";\nimport wasm from "comity/comity_bg.wasm";\nimport pack from "comity/comity.pack";\n${handler("{ wasm, pack }")}`;
  assert.equal(await answered(script, [["comity_bg.wasm", "wasm"], ["comity.pack", "data"]]), verdict);
});

test("workerd: without them it says what it wants", async () => {
  assert.match(await answered(`import { load } from "comity/workerd.js";\n${handler("")}`, []), /^failed: .*comity_bg\.wasm/);
});
