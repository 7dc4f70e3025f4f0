/** The elements in Chromium, on pages as strict as pages are. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { over, small, violations } from "../browser/checks.mjs";
import { described } from "../../www/package/custom-elements.mjs";
import { asked, check, inside, page as pageOf, start, told } from "./pages.mjs";

let browser;
before(async () => {
  browser = await start();
});
after(() => browser.stop());

const product = (name, more = {}) =>
  `<script type="application/ld+json">${JSON.stringify({ "@context": "https://schema.org", "@type": "Product", category: "household-appliances", countryOfOrigin: "CN", hasCertification: { "@type": "Certification", name, issuedBy: { "@type": "Organization", address: { addressCountry: "CN" } }, validFrom: "2025-03-01", ...more } })}</script>`;

test("a check answers, in the page's language, and says so", async () => {
  const { page, complaints } = await browser.open({ "index.html": pageOf(`${check()}<div lang="zh-CN">${check()}</div>${check('market="KR" lang="zh-Hans"')}`) });
  await told(page, 3);
  assert.match(await inside(page, "comity-check"), /^Convertible\n/);
  for (const chinese of ["div comity-check", "comity-check[lang]"]) {
    const text = await inside(page, chinese);
    assert.match(text, /^可转证/);
    assert.doesNotMatch(text, /genuineness|\bholder\b|\{\w+\}/, "every code has its words");
  }
  const events = await page.evaluate(() => window.told.map(({ name, at, detail }) => [name, at, detail.answer.headline.verdict, detail.question.market]));
  assert.deepEqual(events[0], ["comity-answer", "comity-check", "convertible", "KR"]);
  assert.equal(await page.evaluate(() => document.querySelector("comity-check").answer.headline.verdict), "convertible");
  assert.deepEqual(complaints, []);
});

test("two elements and a late third fetch engine and data once", async () => {
  const { page, server } = await browser.open({ "index.html": pageOf(check() + check('market="JP"')) });
  await told(page, 2);
  await page.evaluate((html) => {
    const third = document.createElement("comity-badge");
    for (const [, name, value] of html.matchAll(/([a-z-]+)="([^"]*)"/g)) third.setAttribute(name, value);
    third.market = "AU";
    document.querySelector("main").append(third);
  }, asked);
  await told(page, 3);
  assert.deepEqual([server.count(".wasm"), server.count(".pack")], [1, 1]);
});

test("attributes are properties, and a change asks again", async () => {
  const { page } = await browser.open({ "index.html": pageOf(check()) });
  await told(page, 1);
  const element = "document.querySelector('comity-check')";
  assert.equal(await page.evaluate(`${element}.issuedIn`), "CN");
  await page.evaluate(`${element}.market = "EU-GOODS"; ${element}.issuedIn = ""`);
  await told(page, 2);
  assert.equal(await page.evaluate(`${element}.getAttribute("market")`), "EU-GOODS");
  assert.equal(await page.evaluate(`${element}.hasAttribute("issued-in")`), false);
  assert.equal(await page.evaluate("window.told.length"), 2, "two changes at once are one question");
  const question = { holdings: [{ scheme: "iecee-cb", issuer: { seat: "CN" }, issued: "2025-03-01" }], product: { group: "household-appliances" }, origin: { made_in: "CN" }, market: "KR", on: "2026-11-22" };
  await page.evaluate((question) => (document.querySelector("comity-check").question = question), question);
  await told(page, 3);
  assert.equal(await page.evaluate("window.told[2].detail.answer.headline.verdict"), "convertible");
});

test("properties set before the script came are taken over", async () => {
  const early = 'document.querySelector("comity-check").market = "KR";';
  const { page } = await browser.open({ "index.html": pageOf(check(""), { head: '<script src="early.js" defer></script>' }), "early.js": early });
  await told(page, 1);
  assert.equal(await page.evaluate(`window.told[0].detail.question.market`), "KR");
});

test("a question that cannot be understood is told with its field and what is near, and can be mended", async () => {
  const { page } = await browser.open({ "index.html": pageOf(check('market="Koera"') + check("")) });
  await told(page, 2);
  assert.match(await inside(page, "comity-check"), /Koera.*Did you mean/s);
  assert.match(await inside(page, "comity-check:nth-of-type(2)"), /^market/);
  assert.deepEqual(await page.evaluate(() => window.told.map(({ name, error }) => [name, error.path])), [
    ["comity-error", "market"],
    ["comity-error", "market"],
  ]);
  await page.evaluate('document.querySelector("comity-check").market = "KR"');
  await told(page, 3);
  assert.match(await inside(page, "comity-check"), /^Convertible/);
});

test("slots stand in for the words while it loads and where it fails", async () => {
  const own = '<span slot="loading">own waiting</span><span slot="error">own failing</span>';
  const body = `<comity-check ${asked} market="KR" wasm="slow.wasm">${own}</comity-check>`;
  let release;
  const { page } = await browser.open({ "index.html": pageOf(body) }, { answers: { "/slow.wasm": () => ({ status: 503, body: "" }) } });
  void release;
  await told(page, 1);
  assert.equal(await page.locator("comity-check [slot=error]").isVisible(), true);
  assert.equal(await page.locator("comity-check [slot=loading]").isVisible(), false);
  const { page: other } = await browser.open({ "index.html": pageOf(`<comity-check ${asked} market="KR" wasm="gone.wasm"></comity-check>`) });
  await told(other, 1);
  assert.match(await inside(other, "comity-check"), /^There is no answer: .*404/);
});

test("a badge reads the page's own JSON-LD, and says whose word that is", async () => {
  const body = '<comity-badge market="KR" on="2026-11-22"></comity-badge>';
  const broken = '<script type="application/ld+json">{ "@type": </script><script type="application/ld+json">{"@type":"BreadcrumbList"}</script>';
  const { page, complaints } = await browser.open({ "index.html": pageOf(body, { head: broken + product("IECEE CB") }) });
  await told(page, 1);
  assert.match(await inside(page, "comity-badge"), /^Korea, Republic of: Convertible \(IECEE CB/);
  await page.locator("comity-badge summary").click();
  assert.match(await inside(page, "comity-badge"), /bears no signature/);
  assert.deepEqual(complaints, []);
});

test("a badge believes no claim of recognition on the page", async () => {
  const claim = { validIn: { "@type": "AdministrativeArea", name: "KR" }, recognizedBy: { "@type": "Organization", name: "Everybody" } };
  const body = '<comity-badge market="KR" on="2026-11-22"></comity-badge>';
  const { page } = await browser.open({ "index.html": pageOf(body, { head: product("ISO 9001", claim) }) });
  await told(page, 1);
  const verdict = await page.evaluate("window.told[0].detail.answer.headline.verdict");
  assert.ok(!["accepted", "native", "convertible", "accepted-with-conditions"].includes(verdict), verdict);
});

test("a badge on a page without a certificate says so", async () => {
  const { page } = await browser.open({ "index.html": pageOf('<comity-badge market="KR"></comity-badge>') });
  await told(page, 1);
  assert.match(await inside(page, "comity-badge"), /names no certificate/);
});

test("the world shows every market as a tile and as a row", async () => {
  const { page, complaints } = await browser.open({ "index.html": pageOf(`<comity-world ${asked}></comity-world>`) });
  await told(page, 1);
  const markets = await page.evaluate("window.told[0].detail.answer.markets.length");
  assert.ok(markets > 150);
  assert.equal(await page.locator("comity-world .world-tile").count(), markets);
  assert.equal(await page.locator("comity-world tbody tr").count(), markets);
  assert.match(await inside(page, "comity-world"), /Korea, Republic of: Convertible/);
  assert.deepEqual(complaints, []);
});

test("while the world is asked the page has its turn, and what is no longer wanted is left off", async () => {
  const { page, complaints } = await browser.open({ "index.html": pageOf(check()) });
  await told(page, 1);
  const { turns, answers, same, market } = await page.evaluate(async (asked) => {
    const world = document.createElement("comity-world");
    for (const [, name, value] of asked.matchAll(/([a-z-]+)="([^"]*)"/g)) world.setAttribute(name, value);
    const answers = [];
    world.addEventListener("comity-answer", ({ detail }) => answers.push(detail));
    const answered = new Promise((done) => world.addEventListener("comity-answer", done));
    document.querySelector("main").append(world);
    // Whoever else has work does it in the meantime; half-way something else is asked.
    let turns = 0;
    const other = new MessageChannel();
    other.port1.onmessage = () => {
      turns += 1;
      if (turns === 8) world.setAttribute("issued", "2025-04-01");
      if (answers.length === 0) other.port2.postMessage(null);
    };
    other.port2.postMessage(null);
    await answered;
    await new Promise((done) => setTimeout(done, 500));
    const { load } = await import("./node_modules/comity/browser.js");
    return { turns, answers: answers.length, same: JSON.stringify((await load()).markets(answers[0].question)) === JSON.stringify(world.answer), market: answers[0].question.holdings[0].issued };
  }, asked);
  assert.ok(turns >= 16, `the page had ${turns} turns`);
  assert.deepEqual([answers, same, market], [1, true, "2025-04-01"]);
  assert.deepEqual(complaints, []);
});

const hostile = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>{market}${1}&lt;b&gt;';
const quoted = hostile.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

test("hostile attributes stay text, whichever", async () => {
  const { attributes } = await described();
  const elements = attributes.filter((name) => !["wasm", "pack"].includes(name)).map((name) => (name === "market" ? `<comity-check ${asked} market="${quoted}"></comity-check>` : `<comity-check ${asked.replace(new RegExp(`\\b${name}="[^"]*"`), "")} market="KR" ${name}="${quoted}"></comity-check>`));
  const { page, complaints } = await browser.open({ "index.html": pageOf(elements.join("")) });
  await told(page, elements.length);
  assert.equal(await page.evaluate("window.hacked"), undefined);
  const found = await page.evaluate(() => [...document.querySelectorAll("comity-check")].flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll("img, script, b, [onerror]")]).length);
  assert.equal(found, 0);
  assert.match(await inside(page, 'comity-check[market^="\\""]'), /<img src=x/);
  assert.deepEqual(complaints, []);
});

test("hostile JSON-LD stays text and breaks nothing", async () => {
  const escaped = (value) => JSON.stringify(value).replaceAll("</", "<\\/");
  const things = [
    { "@type": "Certification", name: hostile, certificationIdentification: hostile, issuedBy: { name: hostile }, validIn: { name: hostile } },
    { "@type": "Product", name: hostile, category: hostile, hasCertification: { "@type": "Certification", name: "IECEE CB", validIn: hostile, url: "javascript:window.hacked=1" } },
    JSON.parse('{"@type":"Certification","name":"IECEE CB","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  ];
  for (const thing of things) {
    const { page, complaints } = await browser.open({ "index.html": pageOf('<comity-badge market="KR" product="household-appliances"></comity-badge>', { head: `<script type="application/ld+json">${escaped(thing)}</script>` }) });
    await told(page, 1);
    await page.evaluate(() => document.querySelector("comity-badge").shadowRoot.querySelector("details")?.setAttribute("open", ""));
    assert.equal(await page.evaluate("window.hacked ?? {}.polluted"), undefined);
    assert.equal(await page.evaluate(() => document.querySelector("comity-badge").shadowRoot.querySelectorAll("img, script, a[href^='javascript']").length), 0);
    assert.deepEqual(complaints, []);
  }
});

test("every part, property and slot that is described is there", async () => {
  const { parts, properties, slots } = await described();
  const { page } = await browser.open({ "index.html": pageOf(`${check()}<comity-badge ${asked} market="KR"></comity-badge><comity-world ${asked}></comity-world><comity-check></comity-check><comity-check ${asked} market="KR" wasm="gone.wasm"></comity-check>`) });
  await told(page, 5);
  const there = await page.evaluate(() => [...new Set([...document.querySelectorAll("main > *")].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll("[part]") ?? [])].map((element) => element.getAttribute("part"))))]);
  // What is shown while it loads is gone by now.
  const expected = [...new Set(Object.values(parts))].filter((part) => part !== "loading");
  assert.deepEqual(expected.filter((part) => !there.includes(part)), ["note"].filter((part) => !there.includes(part)));
  const sheet = await page.evaluate(() => [...document.querySelector("comity-check").shadowRoot.adoptedStyleSheets[0].cssRules].map(({ cssText }) => cssText).join());
  assert.deepEqual([...new Set(sheet.match(/--comity-\w+/g))].sort(), Object.keys(properties).sort());
  assert.deepEqual(Object.keys(slots), ["loading", "error"]);
});

test("a theme reaches in by parts and properties", async () => {
  const theme = "comity-check { --comity-ink: rgb(1, 2, 3); --comity-space: 3rem; } comity-check::part(name) { color: rgb(9, 8, 7); }";
  const { page } = await browser.open({ "index.html": pageOf(check(), { head: '<link rel="stylesheet" href="theme.css">' }), "theme.css": theme });
  await told(page, 1);
  const style = (selector, name) => page.evaluate(([selector, name]) => getComputedStyle(document.querySelector("comity-check").shadowRoot.querySelector(selector))[name], [selector, name]);
  assert.equal(await style(".verdict-name", "color"), "rgb(9, 8, 7)");
  assert.equal(await style(".verdict-means", "color"), "rgb(1, 2, 3)");
  assert.equal(await style(".verdict", "columnGap"), "48px");
});

test("headings take their place on the page", async () => {
  const { page } = await browser.open({ "index.html": pageOf(check('market="KR" heading="5"')) });
  await told(page, 1);
  assert.equal(await page.evaluate(() => [...document.querySelector("comity-check").shadowRoot.querySelectorAll("h3")].every((heading) => heading.ariaLevel === "5")), true);
});

const everything = `${check()}${check('market="KR" brief')}${check('market="EU-GOODS"')}${check('market="Koera"')}<comity-badge ${asked} market="KR"></comity-badge><comity-world ${asked}></comity-world>`;
for (const colorScheme of ["light", "dark"]) {
  for (const lang of ["en", "zh-CN"]) {
    test(`no violation in ${lang}, ${colorScheme}, and nothing runs over or is too small to press`, async () => {
      const { page } = await browser.open({ "index.html": pageOf(everything, { lang, head: '<link rel="stylesheet" href="page.css">' }), "page.css": ":root { color-scheme: light dark; background: light-dark(#ffffff, #15171a); color: light-dark(#1a1a1a, #f0f0f0); }" }, { options: { colorScheme } });
      await told(page, 6);
      await page.evaluate(() => [...document.querySelectorAll("main > *")].forEach(({ shadowRoot }) => shadowRoot?.querySelectorAll("details").forEach((details) => (details.open = true))));
      assert.deepEqual(await violations(page), []);
      for (const width of [320, 900]) {
        await page.setViewportSize({ width, height: 900 });
        assert.equal(await over(page), 0, `${width} px`);
      }
      const pressed = await page.evaluate(() => [...document.querySelectorAll("main > *")].flatMap(({ shadowRoot }) => [...(shadowRoot?.querySelectorAll("a, summary, button") ?? [])].map((element) => [element.outerHTML.slice(0, 60), element.getBoundingClientRect()]).filter(([, { height, width }]) => height < 24 || width < 24).map(([text]) => text)));
      assert.deepEqual(pressed, []);
      assert.deepEqual(await small(page), []);
    });
  }
}

test("a page that is only light stays light on a dark machine", async () => {
  const { page } = await browser.open({ "index.html": pageOf(check()) }, { options: { colorScheme: "dark" } });
  await told(page, 1);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("comity-check").shadowRoot.querySelector(".verdict-means")).color), "rgb(28, 27, 25)");
});

test("loaded twice, the elements are registered once", async () => {
  const { page, complaints } = await browser.open({ "index.html": pageOf(check()), "script.js": 'window.told = []; document.addEventListener("comity-answer", () => window.told.push(1)); import("./node_modules/comity/element.js"); import("./node_modules/comity/element.js?again");' });
  await told(page, 1);
  assert.deepEqual(complaints, []);
});
