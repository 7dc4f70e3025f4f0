/** The catalogues say the same things in both languages, in the words that are allowed, for every code there is. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const root = join(import.meta.dirname, "../..");
const read = (path) => readFileSync(join(root, path), "utf8");
const catalogues = { en: JSON.parse(read("locales/en.json")), "zh-CN": JSON.parse(read("locales/zh-CN.json")) };
const placeholders = (text) => [...new Set(text.match(/\{\w+\}/g))].sort();

/** Every file below a folder with one of these endings. */
function files(folder, ...endings) {
  return readdirSync(join(root, folder), { recursive: true })
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => join(folder, path));
}

test("both catalogues have the same keys in the same order", () => {
  assert.deepEqual(Object.keys(catalogues.en), Object.keys(catalogues["zh-CN"]));
});

test("a key is written once in each file", () => {
  for (const language of Object.keys(catalogues)) {
    const keys = [...read(`locales/${language}.json`).matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key);
    assert.deepEqual(keys, [...new Set(keys)]);
  }
});

test("every text is filled, trimmed and has the same placeholders", () => {
  for (const [key, english] of Object.entries(catalogues.en)) {
    const chinese = catalogues["zh-CN"][key];
    for (const text of [english, chinese]) assert.equal(text, text.trim(), key);
    assert.ok(english && chinese, key);
    assert.deepEqual(placeholders(english), placeholders(chinese), key);
    assert.doesNotMatch(english + chinese, /<[a-z/]/, `${key}: words, not markup`);
  }
});

test("nothing claims more than a recorded recognition", () => {
  const forbidden = {
    en: [/legally compliant/i, /\bapproved\b/i, /legal to sell/i, /certified for/i, /guarantee/i, /\bcountr(y|ies)\b/i],
    "zh-CN": [/合规/, /合法/, /保证/, /国家(?!承认|认证|差异)/],
  };
  for (const [language, patterns] of Object.entries(forbidden)) {
    for (const [key, text] of Object.entries(catalogues[language])) {
      // The name of a sort of body, as its law has it.
      if (key === "class.approved-body") continue;
      for (const pattern of patterns) assert.doesNotMatch(text, pattern, `${language} ${key}`);
    }
  }
});

test("the frame is there, with all it must say", () => {
  const frame = {
    "frame.recognised": ["{requirement}", "{agreement}", "{verdict}", "{date}", "{as_of}"],
    "frame.native": ["{requirement}", "{verdict}", "{date}", "{as_of}"],
    "frame.unknown": ["{hi}", "{facts}"],
    "frame.not-accepted": ["{date}"],
    "frame.projected": ["{as_of}"],
    "frame.remaining": ["{obligations}"],
    "frame.until": ["{date}"],
    "frame.not-examined": ["{list}"],
    "frame.assumed": ["{list}"],
    "frame.sources": ["{list}"],
    "frame.recalled": [],
    "frame.doubtful": [],
    "frame.caveat": [],
  };
  for (const [key, holds] of Object.entries(frame)) {
    assert.deepEqual(placeholders(catalogues.en[key] ?? assert.fail(key)), [...holds].sort(), key);
  }
  const says = (key, text) => assert.ok(catalogues.en[key].includes(text), key);
  says("frame.unknown", "Cannot be decided from the recorded facts");
  says("frame.not-accepted", "No recorded recognition applies");
  says("frame.not-accepted", "stated complete on {date}");
  says("frame.projected", "if nothing changes after {as_of}");
  says("frame.recalled", "eported, not checked against the text");
  says("frame.doubtful", "ources disagree");
  says("frame.caveat", "covered only where listed");
});

/** The words of the closed lists of the library, by the list's name. */
function lists() {
  const found = new Map();
  for (const path of files("src", ".rs")) {
    for (const [, body] of read(path).matchAll(/words! \{\n([\s\S]*?)\n\}/g)) {
      const name = /^ {4}(\w+) \{$/m.exec(body)?.[1];
      if (name) found.set(name, [...body.matchAll(/^ {8}\w+ = "([^"]+)",$/gm)].map(([, word]) => word));
    }
  }
  return found;
}

test("every word of every closed list has words", () => {
  const stems = {
    Verdict: ["verdict.*", "verdict.*.inline", "verdict.*.means"],
    Scale: ["scale.*"],
    Truth: ["truth.*"],
    Guard: ["guard.*"],
    Fact: ["fact.*", "fact.*.if", "fact.*.ask"],
    Why: ["reason.*"],
    Kind: ["kind.*"],
    IssuerClass: ["class.*"],
    Aspect: ["aspect.*"],
    ObligationKind: ["obligation.*"],
    Due: ["due.*"],
    Duty: ["duty.*"],
    Form: ["form.*"],
    Confidence: ["confidence.*"],
  };
  const known = lists();
  for (const [list, keys] of Object.entries(stems)) {
    const words = known.get(list);
    assert.ok(words?.length > 1, `the list ${list} is found`);
    for (const word of words) for (const key of keys) assert.ok(catalogues.en[key.replace("*", word)], key.replace("*", word));
  }
  const unseen = /NOT_EXAMINED[^=]*=\s*\[([^\]]+)\]/.exec(read("src/decide/check.rs"))?.[1].match(/[a-z-]{4,}/g);
  assert.ok(unseen?.length > 0, "the list of what is not examined is found");
  for (const word of unseen) assert.ok(catalogues.en[`not-examined.${word}`], word);
});

test("no words are kept that nobody says", () => {
  const code = [...files("www/src", ".ts"), ...files("cli/src", ".rs")].map(read).join("\n");
  const stems = [...code.matchAll(/["'`]([a-z-]+(?:\.[a-z-]+)*\.)(?:\$\{|\{)/g)].map(([, stem]) => stem);
  stems.push("reason.", "not-examined.", "kind.", "class.", "aspect.");
  // The frame is kept whole, whoever says which part of it; two texts go into the page when it is built.
  const silent = Object.keys(catalogues.en).filter((key) => {
    const said = code.includes(`"${key}"`) || code.includes(`\`${key}\``) || stems.some((stem) => key.startsWith(stem));
    return !said && !key.startsWith("frame.") && !["app.description", "app.noscript"].includes(key);
  });
  assert.deepEqual(silent, []);
});
