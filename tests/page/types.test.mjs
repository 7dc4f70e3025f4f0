/** The declared types fit what the engine gives: answers to every real question are compiled against them. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const { load } = await import(pathToFileURL(join(process.env.COMITY_DIST ?? join(root, "dist"), "comity.js")));

/** Compiles a module strictly; what the compiler says. */
function compile(text) {
  const folder = mkdtempSync(join(tmpdir(), "comity-types-"));
  try {
    writeFileSync(join(folder, "samples.ts"), text);
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--skipLibCheck", "--exactOptionalPropertyTypes", "--module", "esnext", "--target", "es2022", "--types", "", join(folder, "samples.ts")], {
      encoding: "utf8",
    });
    return "";
  } catch (failure) {
    return failure.stdout || String(failure);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("answers, larger questions, vocabulary, finds, counts and errors have the types declared for them", async () => {
  const comity = await load();
  const samples = [];
  const add = (type, value) => samples.push(`export const s${samples.length} = ${JSON.stringify(value)} satisfies T.${type};`);
  const verdicts = new Map();
  const folder = join(root, "tests/conformance/real");
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".json"))) {
    for (const { question } of JSON.parse(readFileSync(join(folder, file), "utf8")).cases) {
      // One answer for each verdict is compiled in full; one question of each shape.
      try {
        const answer = comity.check(question);
        const seen = verdicts.get(answer.headline.verdict) ?? 0;
        verdicts.set(answer.headline.verdict, seen + 1);
        if (seen < 4) add("Answer", answer), add("Question", question);
      } catch (error) {
        assert.ok(error instanceof Error && error.message.includes(error.path), String(error));
        add("QuestionError", error);
      }
    }
  }
  assert.ok(verdicts.size >= 5, [...verdicts.keys()].join());
  const portfolio = { holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }], product: { group: "household-appliances" }, origin: { made_in: "CN" }, on: "2026-11-28" };
  const question = { ...portfolio, market: "KR" };
  add("Portfolio", portfolio);
  add("Markets", comity.markets(portfolio));
  add("Markets", comity.markets_of(portfolio, ["KR", "Japan"]));
  assert.throws(() => comity.markets_of(portfolio, ["Koera"]), (error) => error.code === "unknown" && error.path === "markets[0]");
  add("Refined", comity.refine(question));
  const overlay = { changes: [{ end_clause: { id: "iecee-cb.to-kr", until: "2026-11-27", on_end: "lapse" } }, { add_clause: { like: "iecee-cb.to-jp-specified", to: "KR", fills: "all" } }] };
  add("Overlay", overlay);
  const assumed = comity.with(overlay).check(question);
  assert.equal(assumed.overlay.length, 2);
  assert.equal(comity.check(question).overlay, undefined, "the law itself is as it was");
  add("Answer", assumed);
  // An overlay arrives as bytes here, and no more of them than `OVERLAY_BYTES` are read.
  const bytes = Number(/pub const OVERLAY_BYTES: usize = 1 << (\d+);/.exec(readFileSync(join(root, "src/decide/limits.rs"), "utf8"))[1]);
  const large = { changes: [{ end_clause: { id: "x".repeat(2 ** bytes), until: "2026-11-27" } }] };
  assert.throws(() => comity.with(large), (error) => error.code === "wrong-shape" && error.expected.includes(String(2 ** bytes)));
  add("Openers", comity.openers(portfolio, "KR"));
  add("Plan", comity.plan(portfolio, { markets: ["KR", "JP"] }));
  add("Timeline", comity.timeline(question));
  add("Comparison", comity.compare(question, { ...question, market: "JP" }));
  add("Comparison", comity.compare_with(comity, question, question));
  const replies = comity.batch([question, {}, question]);
  assert.deepEqual(replies.map((reply) => "answer" in reply), [true, false, true]);
  add("Reply[]", replies);
  add("Vocabulary", comity.vocabulary());
  add("About", comity.about());
  add("Found[]", comity.search("korea", 5));
  const types = JSON.stringify(join(root, "www/comity/types.ts").replace(/\.ts$/, ""));
  assert.equal(compile(`import type * as T from ${types};\n${samples.join("\n")}\n`), "");
  assert.match(compile(`import type * as T from ${types};\nexport const wrong = { id: 1 } satisfies T.Found;\n`), /error TS/, "the compiler would say so");
});

test("a question with an unknown field is an error here as on the command line", async () => {
  const comity = await load();
  const question = { holdings: [{ scheme: "iecee-cb", isued: "2025-03-01" }], product: {}, market: "KR", on: "2026-11-22" };
  assert.throws(
    () => comity.check(question),
    (error) => error.code === "wrong-shape" && error.path === "holdings[0].isued",
  );
});
