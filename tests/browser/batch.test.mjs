/** Many questions at once: a file is read and answered on the device, as the command line answers it. */

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import Papa from "papaparse";
import { over, small, violations } from "./checks.mjs";
import { cli, dist, start } from "./harness.mjs";

const on = "2026-11-22";
let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

const open = (own = "", options = {}) => host.open(`#view=batch&${own}&on=${on}&lang=${options.language ?? "en"}`, options);
const begin = (page) => page.getByRole("button", { name: /^(Check every row|逐行查询)$/ });
const status = (page) => page.locator(".batch-status");

/** Gives the page a file; text or bytes. */
async function give(page, content, name = "rows.csv") {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(content) });
  await page.waitForFunction((name) => new RegExp(`^${name}(?! ?(is being|正在))`).test(document.querySelector(".file-told")?.textContent ?? ""), name);
}

async function finished(page, timeout = 60_000) {
  await page.waitForFunction(() => /^(Every row was read|已读完)/.test(document.querySelector(".batch-status")?.textContent ?? ""), null, { timeout });
}

/** Gives a file, has it answered and waits for the end. */
async function answer(page, content) {
  await give(page, content);
  await begin(page).click();
  await finished(page);
}

/** The file that the page writes: its rows by the names of its columns, and its bare text. */
async function written(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /^(Download all verdicts|下载全部结论)/ }).click()]);
  const text = await readFile(await download.path(), "utf8");
  return { text, rows: Papa.parse(text.replace(/^\ufeff/, ""), { header: true, skipEmptyLines: true }).data };
}

/** Broken rows as the page lists them: line and reason. */
const broken = (page) => page.getByRole("region", { name: /^(Rows that could not be asked|无法查询的行)$/ }).locator("tbody tr").evaluateAll((rows) => rows.map((row) => [row.cells[0].textContent, row.cells[2].textContent]));

/** What the command line says, asked of the very data that the page has. */
async function byCommandLine(questions) {
  const child = spawn(cli, ["batch", "--data", join(dist, "comity.pack")], { stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.end(questions.map((question) => JSON.stringify(question)).join("\n"));
  const chunks = [];
  child.stdout.on("data", (chunk) => chunks.push(chunk));
  await once(child, "close");
  return Buffer.concat(chunks).toString().trimEnd().split("\n").map((line) => JSON.parse(line));
}

const span = (interval) => (interval ? [...new Set(interval)].join("..") : "");

test("a thousand rows to three markets are answered as the command line answers them", async () => {
  const markets = ["KR", "EU-GOODS", "US"];
  const schemes = ["iecee-cb", "ccc", "eu-doc", "gmp-eu", "common-criteria", "organic-us-nop", "no-such-scheme"];
  const products = ["household-appliances", "microwave-ovens", "finished-medicines", "toys"];
  const seats = ["CN", "DE"];
  const kinds = schemes.flatMap((scheme) => products.flatMap((product) => seats.map((seat) => ({ scheme, product, seat }))));
  const rows = Array.from({ length: 1000 }, (_, i) => ({ sku: `S-${i}`, ...kinds[i % kinds.length] }));
  const file = ["sku,product,scheme,issued-in,issued,made-in", ...rows.map(({ sku, product, scheme, seat }) => [sku, product, scheme, seat, "2025-03-01", "CN"].join())].join("\r\n");

  const replies = await byCommandLine(
    kinds.flatMap(({ scheme, product, seat }) =>
      markets.map((market) => ({ holdings: [{ scheme, issued: "2025-03-01", issuer: { seat } }], product: product === "microwave-ovens" ? { group: "household-appliances", subgroup: product } : { group: product }, origin: { made_in: "CN" }, market, on })),
    ),
  );
  const expected = rows.flatMap(({ sku }, i) =>
    markets.map((market, m) => {
      const { answer, error } = replies[(i % kinds.length) * markets.length + m];
      const lead = answer && [...answer.requirements, ...(answer.virtual ?? [])].find(({ id }) => id === answer.headline.for[0]);
      const agreements = (lead?.routes[0]?.hops ?? []).flatMap(({ agreement }) => agreement?.id ?? []);
      return {
        line: String(i + 2),
        sku,
        market,
        verdict: answer?.headline.verdict ?? "",
        until: answer?.stable_until ?? "",
        next: span(answer?.next_verdict),
        "steps-left": answer ? String(answer.obligations.length) : "",
        agreements: [...new Set(agreements)].join("; "),
        wrong: Boolean(error),
      };
    }),
  );
  assert.ok(new Set(expected.map(({ verdict }) => verdict)).size > 5, "the rows differ");

  const { page, context, complaints } = await open(`markets=${markets}`);
  const before = host.requests.length;
  await give(page, file);
  await begin(page).click();
  await finished(page, 120_000);
  const { rows: found } = await written(page);
  const seen = found.map(({ line, sku, market, verdict, until, next, "steps-left": steps, agreements, error }) => ({ line, sku, market, verdict, until, next, "steps-left": steps, agreements, wrong: error !== "" }));
  assert.deepEqual(seen, expected);

  // The counts on the page, and the first rows of its table, are the same again.
  for (const verdict of new Set(expected.map(({ verdict }) => verdict).filter(Boolean))) {
    const count = await page.locator(`[data-key="count-${verdict}"] b`).textContent();
    assert.equal(Number(count.replaceAll(",", "")), expected.filter((row) => row.verdict === verdict).length, verdict);
  }
  const words = JSON.parse(readFileSync(new URL("../../locales/en.json", import.meta.url), "utf8"));
  const cells = await page.getByRole("region", { name: "Verdicts, row by row" }).locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(2).map((cell) => cell.querySelector("a")?.textContent)));
  assert.equal(cells.length, 50);
  const shown = expected.filter(({ wrong }) => !wrong);
  cells.forEach((row, i) => assert.deepEqual(row, shown.slice(i * 3, i * 3 + 3).map(({ verdict }) => words[`verdict.${verdict}`]), `row ${i}`));
  assert.deepEqual(host.requests.slice(before), [], "nothing is uploaded, nothing is asked for");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a hundred thousand rows: progress, a stop that keeps what is done, and then all of them", async () => {
  const kinds = ["iecee-cb,microwave-ovens", "ccc,toys", "eu-doc,household-appliances"];
  const file = ["sku,scheme,product,issued-in,made-in", ...Array.from({ length: 100_000 }, (_, i) => `S-${i},${kinds[i % 3]},CN,CN`)].join("\n");
  const { page, context } = await open("markets=KR,JP");
  await give(page, file);
  await begin(page).click();
  await page.waitForFunction(() => document.querySelector(".wait progress")?.value > 1000, null, { timeout: 30_000 });
  await page.waitForFunction(() => /of 100,001, [\d,]+ a second, about/.test(document.querySelector(".wait-told")?.textContent ?? ""), null, { timeout: 30_000 });
  const took = await page.evaluate(async () => {
    const begun = performance.now();
    document.querySelector(".wait button").click();
    while (!/^Stopped/.test(document.querySelector(".batch-status").textContent)) await new Promise((done) => setTimeout(done, 5));
    return performance.now() - begun;
  });
  // At once for whoever sits before it; a machine busy with other tests takes its time, but never that of the rest.
  assert.ok(took < 5000, `stopped after ${took} ms`);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Check every row");
  const told = await status(page).textContent();
  assert.match(told, /not complete/);
  const rows = Number(/([\d,]+) rows/.exec(told)[1].replaceAll(",", ""));
  assert.ok(rows > 1000 && rows < 100_000, told);
  assert.equal((await written(page)).rows.length, rows * 2, "all that is done is kept");

  await begin(page).click();
  await finished(page, 80_000);
  assert.match(await status(page).textContent(), /100,000 rows, 200,000 verdicts/);
  const { rows: all } = await written(page);
  assert.equal(all.length, 200_000);
  assert.equal(all.at(-1).line, "100001");
  assert.ok((await page.locator("tr").count()) < 100, "the page stays small");
  await page.getByRole("link", { name: "Next rows" }).click();
  assert.match(await page.locator(".batch-pages").textContent(), /51 to 100 of 1,000/);
  assert.equal(await page.locator(".batch-result tbody th").first().textContent(), "S-50");
  await context.close();
});

test("a broken row is told with its line, its column and why, and does not stop the rest", async () => {
  const file = [
    "sku;scheme;issued-in;issued;product;made-in;note", // 1
    "A;iecee-cb;CN;2025-03-01;toys;CN;", // 2
    "", // 3
    'B;iecee-cb;CN;2025-03-01;toys;CN;"two', // 4
    'lines"', // 5
    "C;no-such-thing;CN;2025-03-01;toys;CN;", // 6
    "D;iecee-cb;CN;31/02/2025;toys;CN;", // 7
    "E;iecee-cb;CN;03/04/2025;toys;CN;", // 8
    "F;iecee-cb;CN;2025-03-01;toys", // 9
    "G;iecee-cb;CN;2025-03-01;toys;CN;;;too;many", // 10
    "H;iecee-cb;CN;13/04/2025;toys;CN;", // 11, one reading only
    ";;;;;;", // 12
    "I;iecee-cb;CN;2025/3/1;;CN;", // 13
    "J;iecee-cb;Narnia;;toys;CN;", // 14
    'K;"iecee-cb;CN;2025-03-01;toys;CN;', // 15, a mark left open
    "L;iecee-cb;CN;2025-03-01;toys;CN;", // 16
    'M;iecee-cb;CN;2025-03-01;toys;CN;"so ""quoted"""', // 17
    "N;;CN;2025-03-01;toys;CN;", // 18
  ].join("\r\n");
  const { page, context } = await open("markets=KR");
  await answer(page, `\ufeff${file}`);
  const listed = await broken(page);
  const near = listed.find(([line]) => line === "14")?.[1];
  assert.match(near, /^issued-in: “Narnia” is not known here\. Did you mean: \w/);
  assert.deepEqual(listed, [
    ["6", "scheme: “no-such-thing” is not known here."],
    ["7", "issued: “31/02/2025” is not a day of the calendar."],
    ["8", "issued: “03/04/2025” can mean several things. Did you mean: 2025-04-03, 2025-03-04"],
    ["9", "The row has 5 cells where there are 7 columns."],
    ["10", "The row has 10 cells where there are 7 columns."],
    ["13", "product is missing."],
    ["14", near],
    ["15", "A quotation mark is not closed as it should be."],
    ["18", "scheme is missing."],
  ]);
  const { rows } = await written(page);
  assert.deepEqual(rows.filter(({ verdict }) => verdict).map(({ line, sku }) => line + sku), ["2A", "4B", "11H", "16L", "17M"]);
  assert.deepEqual(rows.filter(({ error }) => error).map(({ line }) => Number(line)), [6, 7, 8, 9, 10, 13, 14, 15, 18]);
  assert.match(await page.locator(".file-told").textContent(), /semicolons.*Columns not used: note/s);
  await context.close();
});

test("of very many broken rows the first hundred are listed, and how many more there are", async () => {
  const { page, context } = await open("markets=KR,JP");
  await answer(page, ["scheme,product,issued", ...Array.from({ length: 250 }, (_, i) => `iecee-cb,toys,some day ${i}`)].join("\n"));
  assert.equal((await broken(page)).length, 100);
  assert.match(await page.locator(".batch-result").textContent(), /could not be asked: 250.*And 150 more/s);
  await context.close();
});

test("a mark left open costs one row, however long the file", async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `S-${i},iecee-cb,toys,CN`);
  rows[5] = 'S-5,"iecee-cb,toys,CN';
  const { page, context } = await open("markets=KR");
  await answer(page, ["sku,scheme,product,made-in", ...rows].join("\n"));
  assert.deepEqual(await broken(page), [["7", "A quotation mark is not closed as it should be."]]);
  assert.match(await status(page).textContent(), /20,000 rows, 19,999 verdicts/);
  await context.close();
});

test("what a spreadsheet would take for a formula, and markup, stay text", async () => {
  const hostile = ['=HYPERLINK("http://x","y")', "+1+1", "-2", "@SUM(A1)", "＝1", '<img src=x onerror="document.title=1">', "'quoted", "ok"];
  const { page, context, complaints } = await open("markets=KR");
  await answer(page, Papa.unparse([["sku", "scheme", "product", "made-in"], ...hostile.map((sku) => [sku, "iecee-cb", "toys", "CN"]), ["x", "=cmd|' /C calc'!A0", "toys", "CN"]]));
  const { rows, text } = await written(page);
  assert.deepEqual(rows.slice(0, -1).map(({ sku }) => sku), ["'=HYPERLINK(\"http://x\",\"y\")", "'+1+1", "'-2", "'@SUM(A1)", "'＝1", hostile[5], hostile[6], "ok"]);
  assert.doesNotMatch(text, /(^|[,\n"])[=+@-][^,]/m);
  assert.ok(text.startsWith("\ufeffline,sku,market,verdict,until,next,steps-left,agreements,error,on,edition"));
  const names = await page.getByRole("region", { name: "Verdicts, row by row" }).locator("tbody th").allTextContents();
  assert.deepEqual(names, hostile);
  assert.equal(await page.locator(".batch img").count(), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("Chinese names of columns and things, in the encodings that spreadsheets write", async () => {
  const text = "货号,证书,签发市场,签发日期,产品,产地,目标市场\r\n甲一,CB测试证书,中国,2025年3月1日,微波炉,中国,韩国；日本\r\n乙二,CB测试证书,中国,2025/3/1,微波炉,中国,\r\n";
  // The same in GB 18030: the encoder is not in Node, so the bytes are looked up in the decoder's own table.
  const codes = new Map();
  const decoder = new TextDecoder("gb18030");
  for (let high = 0x81; high < 0xff; high += 1) for (let low = 0x40; low < 0xff; low += 1) codes.set(decoder.decode(new Uint8Array([high, low])), [high, low]);
  const gb = [...text].flatMap((character) => (character < "\u0080" ? [character.charCodeAt(0)] : codes.get(character)));
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]);
  for (const [content, encoding] of [[Buffer.from(text), "UTF-8"], [Buffer.from(gb), "GB18030"], [utf16, "UTF-16LE"]]) {
    const { page, context } = await open("", { language: "zh-CN" });
    await answer(page, content);
    assert.match(await page.locator(".file-told").textContent(), new RegExp(`${encoding}.*目标市场（market）`, "s"));
    const { rows } = await written(page);
    assert.deepEqual(rows.map(({ sku, market, verdict }) => [sku, market, verdict]), [["甲一", "韩国", "convertible"], ["甲一", "日本", "convertible"], ["乙二", "", ""]], encoding);
    assert.deepEqual(await broken(page), [["3", "缺少目标市场。"]]);
    assert.equal(rows[0]["verdict-in-words"], JSON.parse(readFileSync(new URL("../../locales/zh-CN.json", import.meta.url), "utf8"))["verdict.convertible"]);
    await context.close();
  }
});

test("of a national code the six digits count that are the same everywhere, unless a zero may be lost", async () => {
  const { page, context } = await open("markets=KR");
  const codes = ["851650", "8516.50", "8516500000", "8516.50.00.00", "304900000", "85165000", "304.9"];
  await answer(page, ["sku,scheme,hs,made-in", ...codes.map((code) => `${code},iecee-cb,${code},CN`)].join("\n"));
  const { rows } = await written(page);
  assert.deepEqual(rows.filter(({ verdict }) => verdict).map(({ sku }) => sku), codes.slice(0, 4));
  assert.deepEqual((await broken(page)).map(([, why]) => why), codes.slice(4).map((code) => `hs: “${code}” is not an HS code of 2, 4 or 6 digits.`));
  const links = await page.locator(".batch-cell a").evaluateAll((links) => links.map((link) => new URLSearchParams(link.hash.slice(1)).get("hs")));
  assert.deepEqual(links, ["851650", "851650", "851650", "851650"]);
  await context.close();
});

test("a file that is no table of questions is refused with the reason", async () => {
  const { page, context } = await open("markets=KR");
  const told = () => page.locator(".file-told").textContent();
  for (const [content, said] of [
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0]), /not a text file/],
    ["\n\n", /holds no rows/],
    ["colour,weight\nred,3\n", /no column name that is known/],
    ["sku,scheme\nA,iecee-cb\n", /No column for: product/],
    ["scheme,Certificate,product\niecee-cb,ccc,toys\n", /Given twice.*scheme/],
  ]) {
    await give(page, content);
    assert.match(await told(), said);
    assert.equal(await begin(page).getAttribute("aria-disabled"), "true");
  }
  await context.close();
});

for (const [language, words] of Object.entries({ en: { try: "Try it with a sample", back: "中文" }, "zh-CN": { try: "用示例文件试一试", back: "English" } })) {
  test(`by keyboard alone: the sample, its verdicts, an answer, and back to the verdicts (${language})`, async () => {
    const { page, context, complaints } = await open("", { language });
    const tabTo = async (pick) => {
      for (let i = 0; i < 80; i += 1) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(pick.test, pick.arg)) return;
      }
      assert.fail(`not reached: ${pick.arg}`);
    };
    await tabTo({ test: (text) => document.activeElement.textContent === text, arg: words.try });
    await page.keyboard.press("Enter");
    await finished(page);
    assert.equal((await broken(page)).length, 1);
    assert.equal(await page.locator(".batch-result [role=region]").first().locator("tbody tr").count(), 6);
    // A verdict is narrowed to, and the focus stays.
    await tabTo({ test: (key) => document.activeElement.dataset.key === key, arg: "count-convertible" });
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".batch-result [role=region]").first().locator("tbody tr").count(), 1);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "count-convertible");
    // Every verdict leads to its answer, which says the same.
    const link = page.locator(".batch-cell a").first();
    const said = await link.textContent();
    await link.focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".verdict-name").textContent(), said);
    await page.goBack();
    await page.locator(".batch-status").waitFor();
    assert.match(await status(page).textContent(), /7/);
    // The other language keeps the file and what was found.
    await page.getByRole("button", { name: words.back }).click();
    assert.match(await status(page).textContent(), /7/);
    assert.equal((await broken(page)).length, 1);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("rows can be pasted and dropped", async () => {
  const { page, context } = await open("markets=KR");
  const rows = "sku\tscheme\tproduct\nA\tiecee-cb\ttoys\n";
  await page.getByLabel(/paste its rows/).fill(rows);
  await page.locator(".file-told", { hasText: "Pasted rows" }).waitFor();
  await begin(page).click();
  await finished(page);
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.csv"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  }, rows);
  await page.locator(".file-told", { hasText: "dropped.csv" }).waitFor();
  assert.equal(await page.locator(".batch-result").isVisible(), false, "what was found in another file is gone");
  await context.close();
});

test("verdicts of other markets or another day than those chosen now say so", async () => {
  const { page, context } = await open("markets=KR");
  await answer(page, "sku,scheme,product\nA,iecee-cb,toys\n");
  const stale = page.locator(".batch-notes .caution");
  assert.equal(await stale.count(), 0);
  await page.getByRole("button", { name: /^Remove Korea/ }).click();
  assert.match(await stale.textContent(), /changed since/);
  assert.match(await page.locator(".batch-notes").textContent(), /Asked of Korea/);
  assert.equal(await begin(page).getAttribute("aria-disabled"), "true");
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["en", "zh-CN"]) {
    test(`no violation, nothing over the edge, nothing too small to press (${language}, ${colorScheme})`, async () => {
      const { page, context } = await open("", { language, colorScheme });
      const look = async (state) => {
        assert.deepEqual(await violations(page), [], state);
        for (const width of [320, 1200]) {
          await page.setViewportSize({ width, height: 900 });
          assert.equal(await over(page), 0, `${state}, ${width} px`);
          assert.deepEqual(await small(page, "button, input, textarea, summary, .batch a"), [], state);
        }
      };
      await page.locator(".columns summary").click();
      await look("empty");
      await page.getByRole("button", { name: /^(Try it with a sample|用示例文件试一试)$/ }).click();
      await finished(page);
      await look("answered");
      await give(page, "colour\nred\n");
      await look("refused");
      await context.close();
    });
  }
}
