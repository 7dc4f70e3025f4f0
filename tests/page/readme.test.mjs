/** What the README shows is what runs. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const block = (language) => new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme)[1];

test("the example in Rust is the one that the tests compile and run", () => {
  const example = readFileSync(join(root, "examples/check.rs"), "utf8");
  assert.equal(example.replace(/^\/\/!.*\n\n/, ""), block("rust"));
});

test("the example in JavaScript runs against what was built", () => {
  const dist = process.env.COMITY_DIST ?? join(root, "dist");
  const code = block("js").replace("./dist/", `${pathToFileURL(dist)}/`);
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", code], { encoding: "utf8" }).trim().split("\n");
  assert.equal(printed[0], "convertible");
  assert.ok(printed.includes("before-issue: application"), printed.join());
});

test("both examples are short, and so is the README", () => {
  for (const language of ["rust", "js"]) assert.ok(block(language).trim().split("\n").length <= 17, language);
  assert.ok(readme.split("\n").length <= 150);
});
