/** The package as users get it: packed by npm, installed by npm, and never the source tree. */

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");
export const made = process.env.COMITY_PACKAGE ?? join(root, "target/package");
/** Other people's bundlers and runtimes, installed by `npm ci` in `tests/tools`. */
export const tools = join(root, "tests/tools/node_modules");

const npm = (folder, ...args) => execFileSync("npm", [...args, "--loglevel=error"], { cwd: folder, encoding: "utf8" });

/** Packs what was made; the tarball's path. */
export function tarball(into = mkdtempSync(join(tmpdir(), "comity-tarball-"))) {
  const [{ filename }] = JSON.parse(npm(made, "pack", "--json", "--pack-destination", into));
  return join(into, filename);
}

/** What is thrown away in the end. */
const left = [];
process.on("exit", () => left.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A project in which the package is installed from its tarball: `files` by name, `linked` packages of the tools beside it. */
export function project(files = {}, linked = [], within = tmpdir()) {
  const folder = mkdtempSync(join(within, "comity-project-"));
  left.push(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "somebodys", private: true, type: "module" }));
  mkdirSync(join(folder, "node_modules"));
  cpSync(join(installed(), "node_modules/comity"), join(folder, "node_modules/comity"), { recursive: true });
  for (const name of linked) symlinkSync(join(tools, name), join(folder, "node_modules", name));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Where npm installed the tarball: once for each tarball, whoever tests. */
export function installed() {
  const packed = tarball();
  const sum = createHash("sha256").update(readFileSync(packed)).digest("hex").slice(0, 16);
  const kept = `${made}-installed`;
  const folder = join(kept, sum);
  if (!existsSync(folder)) {
    // Those of older packages are of no more use.
    rmSync(kept, { recursive: true, force: true });
    mkdirSync(kept, { recursive: true });
    const installing = mkdtempSync(join(kept, "installing-"));
    writeFileSync(join(installing, "package.json"), JSON.stringify({ name: "somebodys", private: true, type: "module" }));
    npm(installing, "install", "--offline", "--no-audit", "--no-fund", packed);
    try {
      renameSync(installing, folder);
    } catch {
      // Another test was faster.
      rmSync(installing, { recursive: true });
    }
  }
  rmSync(join(packed, ".."), { recursive: true });
  return folder;
}

/** Runs a script in a project; what it prints. */
export function run(folder, command, args, options = {}) {
  return execFileSync(command, args, { cwd: folder, encoding: "utf8", timeout: 120_000, ...options }).trim();
}

/** The question that every test asks, and the answer it must get. */
export const question = { holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }], product: { group: "household-appliances" }, origin: { made_in: "CN" }, market: "KR", on: "2026-11-22" };
export const verdict = "convertible";
/** The same as code that prints or shows it. */
export const asked = `comity.check(${JSON.stringify(question)}).headline.verdict`;
