/** Certificates of others: each is read as expected or refused with its reason, and none leads to more than the same facts typed. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { cases } from "./cases.mjs";

const root = join(import.meta.dirname, "../..");
const dist = process.env.COMITY_DIST ?? join(root, "dist");
const { ImportError, load, read } = await import(pathToFileURL(join(dist, "comity.js")).href);
const comity = await load({ wasm: readFileSync(join(dist, "comity_bg.wasm")), pack: readFileSync(join(dist, "comity.pack")) });
const samples = join(import.meta.dirname, "samples");
const sample = (name) => readFileSync(join(samples, name), "utf8");

const on = "2026-11-22";
/** Where the papers of the samples count in several ways. */
const markets = ["KR", "JP", "SA"];
const scale = ["barred", "none", "evidence", "reissue", "equivalent", "native", "not-required"];

const proofs = new Map();

/** How much is proved: -1 where the question cannot be asked. */
function proved(question) {
  const key = JSON.stringify(question);
  if (!proofs.has(key)) {
    const [reply] = comity.batch([question]);
    proofs.set(key, "answer" in reply ? scale.indexOf(reply.answer.headline.interval[0]) : -1);
  }
  return proofs.get(key);
}

const asked = (question, market) => ({ ...question, market, on });
const byHand = ({ holding, ...rest }) => ({ holdings: [holding], ...rest });
const codes = (list) => list.map(({ code }) => code);

test("every sample has its case, and there are many", () => {
  assert.deepEqual(readdirSync(samples).sort(), Object.keys(cases).sort());
  assert.ok(Object.keys(cases).length >= 40);
});

for (const [name, expected] of Object.entries(cases)) {
  test(name, () => {
    if (expected.refused) {
      assert.throws(() => read(sample(name), comity), (error) => error instanceof ImportError && error.code === expected.refused && error.path === (expected.path ?? "") && error.message.length > 10 && !/[{}]expected|undefined/.test(error.message));
      return;
    }
    const read_ = read(sample(name), comity);
    const all = [expected].flat();
    assert.equal(read_.length, all.length);
    read_.forEach((imported, i) => looked(imported, all[i]));
  });
}

function looked(imported, { version, facts, open = {}, left = [], notices = [], errors = [], typed, silent }) {
  if (version) assert.equal(imported.version, version);
  if (facts) assert.deepEqual(Object.fromEntries(imported.facts.map(({ field, value }) => [field, value])), facts);
  const uncertain = imported.facts.filter(({ certain }) => !certain);
  assert.deepEqual(uncertain.map(({ field }) => field).sort(), Object.keys(open).sort());
  for (const { field, candidates } of uncertain) if (open[field]) assert.deepEqual(candidates, open[field], field);
  // Whatever is not certain is told where it stands.
  for (const { path } of uncertain) assert.ok(imported.not_understood.some((told) => told.path === path), path);
  for (const path of left) assert.ok(imported.not_understood.some((told) => told.path === path), `${path} of ${imported.not_understood.map((told) => told.path).join()}`);
  for (const code of notices) assert.ok(codes(imported.notices).includes(code), code);
  assert.deepEqual(imported.errors.filter(({ path }) => errors.some(([of]) => of === path)).map(({ path, code }) => [path, code]).sort(), [...errors].sort());
  for (const error of imported.errors) assert.ok(error.path && error.got && typeof error.expected === "string" && Array.isArray(error.nearest));
  for (const market of markets) {
    const found = proved(asked(imported.question, market));
    if (silent || errors.some(([path]) => path.endsWith("expires"))) assert.equal(found, -1, `${market} is not answered`);
    if (typed) assert.ok(found <= proved(asked(byHand(typed), market)), `${market}: more than typed`);
  }
}

test("the comparison with what is typed is no empty one", () => {
  const some = Object.values(cases).flat().filter(({ typed }) => typed);
  const typedProofs = some.flatMap(({ typed }) => markets.map((market) => proved(asked(byHand(typed), market))));
  assert.ok(typedProofs.filter((proof) => proof > scale.indexOf("none")).length > 20);
  assert.ok(!typedProofs.includes(-1), "all can be asked");
});

test("what is certain is taken over word for word by the engine too", () => {
  for (const imported of Object.entries(cases).filter(([, { refused }]) => !refused).flatMap(([name]) => read(sample(name), comity))) {
    if (imported.errors.length > 0 || !imported.question.holdings[0].scheme) continue;
    assert.ok(proved(asked(imported.question, "KR")) >= 0, JSON.stringify(imported.question));
  }
});

test("no claim of recognition changes a question", () => {
  const plain = JSON.parse(sample("schema-alone.json"));
  const question = (document) => read(JSON.stringify(document), comity)[0].question;
  const claims = { recognizedBy: { name: "KR" }, validIn: ["KR", { "@type": "AdministrativeArea", name: "Korea" }], recognisedBy: "KR", subjectOf: { "@type": "Claim", text: "accepted" }, assume: { "issuer/listed": "yes" }, verdict: "native" };
  for (const [key, claim] of Object.entries(claims)) assert.deepEqual(question({ ...plain, [key]: claim }), question(plain), key);
  const credential = JSON.parse(sample("untp-0.7.0.json"));
  for (const level of ["authority-benchmark", "authority-mandate", "authority-globalmra", "authority-peer", "authority-extended-mra", "scheme-cab", "GovtApproval", "GlobalMRA", "Accredited"]) {
    const claimed = { ...credential, credentialSubject: { ...credential.credentialSubject, assessmentLevel: level } };
    assert.deepEqual(question(claimed), question(credential), level);
    assert.ok(codes(read(JSON.stringify(claimed), comity)[0].notices).includes("claim-not-counted"));
  }
});

test("no word for an ended certificate is lost, in either language and wherever it stands", () => {
  const plain = JSON.parse(sample("schema-alone.json"));
  const credential = JSON.parse(sample("untp-0.6.1.json"));
  for (const word of ["CertificationInactive", "https://schema.org/CertificationInactive", "Inactive", "REVOKED", "revoked", "suspended", "Withdrawn", "cancelled", "expired", "已撤销", "注销", "暂停", "under appeal", "false", "0", "?"]) {
    for (const [text, where] of [
      [JSON.stringify({ ...plain, certificationStatus: word }), "certificationStatus"],
      [JSON.stringify({ ...plain, certificationStatus: ["CertificationActive", { "@id": word }] }), "in a list"],
      [JSON.stringify({ ...credential, status: word }), "status"],
      [JSON.stringify({ ...credential, credentialStatus: { status: word } }), "credentialStatus"],
      [`scheme,product,issued,status\nCB,microwave-ovens,2025-03-01,${word}\n`, "a row"],
    ]) {
      const [{ question }] = read(text, comity);
      assert.ok(question.holdings[0].status && question.holdings[0].status !== "active", `${word}, ${where}`);
      for (const market of markets) assert.ok(proved(asked(question, market)) <= scale.indexOf("none"), `${word}, ${where}, ${market}`);
    }
  }
});

test("a certificate is read whatever the order and number of its wrappings", () => {
  const plain = JSON.parse(sample("schema-alone.json"));
  const { question } = read(JSON.stringify(plain), comity)[0];
  const product = { "@context": "https://schema.org", "@type": "Product", name: "x" };
  for (const document of [[plain], { "@context": "https://schema.org", "@graph": [plain] }, { ...product, hasCertification: plain }, { ...product, hasCertification: [[plain]] }, [[plain]]]) {
    assert.deepEqual(read(JSON.stringify(document), comity)[0].question.holdings, question.holdings, JSON.stringify(document).slice(0, 60));
  }
  assert.deepEqual(read(`\ufeff  ${JSON.stringify(plain)}\n`, comity)[0].question, question);
});

const refused = (text, code) => {
  const began = process.cpuUsage();
  assert.throws(() => read(text, comity), (error) => error instanceof ImportError && error.code === code, code);
  const { user, system } = process.cpuUsage(began);
  assert.ok((user + system) / 1e6 < 4, `${code} within 4 seconds of work`);
};

test("what is too long, too deep or too much is refused by name and at once", () => {
  const megabytes = 5 * 1024 * 1024;
  refused("x".repeat(megabytes + 1), "too-long");
  refused("", "empty");
  refused(" \n\t\ufeff", "empty");
  refused(`${"[".repeat(65)}${"]".repeat(65)}`, "too-deep");
  refused('{"a":'.repeat(megabytes / 5), "too-deep");
  refused(`[${"0,".repeat(300_000)}0]`, "too-many-values");
  refused(sample("untp-0.7.0.json").slice(0, 600), "broken-json");
  refused('{"a": "never closed', "broken-json");
  refused(`[${Array(101).fill(sample("schema-alone.json")).join()}]`, "too-many-certificates");
  refused(`scheme,product\n${"CB,toys\n".repeat(101)}`, "too-many-certificates");
  refused("<script ".repeat(megabytes / 8), "no-certificate");
  refused("<script></script".repeat(megabytes / 16), "no-certificate");
  refused(`scheme,product\n${'"a\n'.repeat(megabytes / 4)}`, "broken-rows");
  refused("eyJ.".repeat(megabytes / 4), "unknown-format");
  refused(`${" ".repeat(megabytes - 1)}x`, "unknown-format");
});

test("references that multiply come to an end", () => {
  const graph = Array.from({ length: 40 }, (_, i) => ({ "@id": `#${i}`, "@type": i === 0 ? "Certification" : "Thing", a: { "@id": `#${i + 1}` }, b: { "@id": `#${i + 1}` }, c: { "@id": `#${i + 1}` } }));
  refused(JSON.stringify({ "@context": "https://schema.org", "@graph": graph }), "too-many-values");
  const alike = Array.from({ length: 20_000 }, (_, i) => ({ "@id": "#c", "@type": "Certification", name: `n${i}` }));
  refused(JSON.stringify({ "@context": "https://schema.org", "@graph": alike }), "too-many-values");
  let envelope = sample("untp-0.7.0.json");
  const base64 = (text) => Buffer.from(text).toString("base64url");
  for (let i = 0; i < 8; i += 1) envelope = JSON.stringify({ type: "EnvelopedVerifiableCredential", id: `data:application/vc+jwt,${base64('{"alg":"none"}')}.${base64(envelope)}.x` });
  refused(envelope, "too-deep");
});

test("nothing a certificate says reaches any prototype", () => {
  for (const name of ["untp-hostile.json", "schema-prototype.json"]) read(sample(name), comity);
  assert.equal({}.polluted, undefined);
  assert.equal({}.status, undefined);
  assert.equal({}.certificationStatus, undefined);
  const text = '{"@context":"https://schema.org","__proto__":{"@type":"Certification","name":"CB"},"@type":"Thing"}';
  assert.ok(read(text, comity).every(({ facts }) => facts.every(({ field }) => field !== "status")));
});

test("what was not understood is listed up to a point, and the rest counted", () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field${i}`, "x".repeat(1_000)]));
  const [{ not_understood, more_not_understood }] = read(JSON.stringify({ ...JSON.parse(sample("schema-alone.json")), ...many }), comity);
  assert.ok(not_understood.length <= 50 && not_understood.length + more_not_understood >= 500);
  for (const { path, value } of not_understood) assert.ok(path.length <= 130 && value.length <= 90);
});
