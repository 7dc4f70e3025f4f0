/** The page's parts that need no browser. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./modules.mjs";

const { fold, readings } = await load("../comity/import/values");
const { initials } = await load("pinyin");
const { fromHash, toHash, toQuestion, missing } = await load("state");
const { finder, products } = await load("choices");
const { Words } = await load("words");

test("a day is read as people write it, in both languages", () => {
  for (const written of ["2025-03-01", "2025/3/1", "2025.03.01", "20250301", "2025年3月1日", "2025 年 3 月 1 日", "1 March 2025", "01 Mar 2025", "1-Mar-2025", "1st March 2025", "March 1, 2025", "２０２５年３月１日"]) {
    assert.deepEqual(readings(written), ["2025-03-01"], written);
  }
});

test("an ambiguous day shows both readings, an impossible one none", () => {
  assert.deepEqual(readings("03/01/2025"), ["2025-01-03", "2025-03-01"]);
  assert.deepEqual(readings("13/01/2025"), ["2025-01-13"]);
  assert.deepEqual(readings("01/13/2025"), ["2025-01-13"]);
  assert.deepEqual(readings("04/04/2025"), ["2025-04-04"]);
  for (const written of ["2025-02-29", "31 April 2025", "2025", "soon", "", "1 Foo 2025", "2025-13-01"]) assert.deepEqual(readings(written), [], written);
});

test("pinyin initials need no table", () => {
  assert.equal(initials("微波炉"), "wbl");
  assert.equal(initials("韩国"), "hg");
  assert.equal(initials("中国强制性产品认证 CCC"), "zgqzxcprzccc");
  assert.equal(initials("家用电器"), "jydq");
  assert.equal(initials("日本、欧盟、安哥拉"), "rbomagl");
  const syllables = { a: "阿安奥", b: "八白步", c: "擦草错", d: "大电度", e: "鹅恩二", f: "发非服", g: "嘎高国", h: "哈韩或", j: "机加军", k: "卡可困", l: "拉老罗", m: "妈美目", n: "那南诺", o: "哦欧", p: "怕跑普", q: "七秦全", r: "然人若", s: "三沙所", t: "他天脱", w: "挖外五", x: "西新学", y: "压英越", z: "杂再作" };
  for (const [letter, characters] of Object.entries(syllables)) assert.equal(initials(characters), letter.repeat(characters.length), characters);
});

test("a permalink says everything, always in the same order, and is read back", () => {
  const hash =
    "#scheme=iecee-cb&issued-in=CN&issued=2025-03-01&issuer-class=member-ncb&standard=IEC+60335-1%3A2020&scheme=test-report-17025&issued-in=DE" +
    "&product=microwave-ovens&hs=851650&made-in=CN&market=KR&on=2026-11-22&attr.device-class=IIb&assume.x%2Fy=yes&lang=zh-CN&edition=2026.11.0";
  const state = fromHash(hash, "en");
  assert.equal(state.papers.length, 2);
  assert.equal(state.papers[1].seat, "DE");
  assert.equal(state.language, "zh-CN");
  assert.equal(toHash(state, "2026.11.0"), hash);
  const shuffled = `#${hash.slice(1).split("&").slice(7).join("&")}&${hash.slice(1).split("&").slice(0, 7).join("&")}`;
  assert.equal(toHash(fromHash(shuffled, "en"), "2026.11.0"), hash);
});

test("what a hostile permalink says is dropped or left to the engine", () => {
  const state = fromHash("#lang=xx&assume.a=maybe&__proto__=1&constructor=2&scheme=%3Cimg%3E", "en");
  assert.equal(state.language, "en");
  assert.deepEqual(state.assume, {});
  assert.equal(state.papers[0].scheme, "<img>");
});

test("a question is asked as the engine takes it", () => {
  const vocabulary = {
    products: [{ id: "microwave-ovens", parent: "household-appliances" }],
    attributes: [
      { id: "sterile", kind: "yes-no" },
      { id: "volume", kind: "number" },
    ],
  };
  const state = fromHash("#scheme=iecee-cb&issued-in=CN&standard=A%3B+B&product=microwave-ovens&market=KR&on=2026-11-22&attr.sterile=yes&attr.volume=12", "en");
  assert.deepEqual(missing(state), []);
  const question = toQuestion(state, vocabulary);
  assert.equal(question.product.group, "household-appliances");
  assert.equal(question.product.subgroup, "microwave-ovens");
  assert.deepEqual(question.product.attributes, { sterile: true, volume: 12 });
  assert.deepEqual(question.holdings[0].norm, ["A", "B"]);
  assert.equal(question.holdings[0].issuer.seat, "CN");
  assert.deepEqual(missing(fromHash("#on=2026-11-22", "en")), ["scheme", "product", "market"]);
});

test("a blank finds by name, alias, code, other language and pinyin", () => {
  // What no name contains, the engine is asked for; that it finds what is misspelt is tested in the browser.
  const comity = { search: (typed) => (typed === "koera" ? [{ id: "kr-kc" }, { id: "KR" }] : []) };
  const find = finder(
    [
      { id: "KR", name: { en: "Korea, Republic of", zh: "韩国" }, aliases: ["South Korea"] },
      { id: "CN", name: { en: "China", zh: "中国" } },
      { id: "HK", name: { en: "Hong Kong, China", zh: "中国香港" } },
    ],
    { words: new Words("en"), comity },
  );
  const ids = (typed) => find(typed).map(({ id }) => id);
  for (const typed of ["korea", "KR", "kr", "south korea", "韩国", "hg", "  Korea "]) assert.equal(ids(typed)[0], "KR", typed);
  assert.deepEqual(ids("china"), ["CN", "HK"], "an exact name before one that contains it");
  assert.deepEqual(ids("nowhere"), []);
  assert.deepEqual(ids("koera"), ["KR"], "of what the engine finds only what the blank takes");
  assert.equal(ids("").length, 3);
});

test("a product is found by its HS number, with the number kept", () => {
  const group = { id: "microwave-ovens", name: { en: "Microwave ovens", zh: "微波炉" }, aliases: [], parent: null, covering: [], hs: ["851650"] };
  const find = products({ vocabulary: { products: [group] }, words: new Words("zh-CN"), comity: { search: () => [] } });
  assert.deepEqual(find("8516.50").map(({ id }) => id), ["microwave-ovens hs:851650", "hs:851650"]);
  assert.deepEqual(find("8516 50 00 90").map(({ id }) => id), ["microwave-ovens hs:851650", "hs:851650"]);
  assert.deepEqual(find("0101").map(({ id }) => id), ["hs:0101"]);
});

test("folding forgets case, width, spaces and punctuation", () => {
  assert.equal(fold(" ＩＥＣ 60335-1：2020 "), "iec6033512020");
});

test("dates are written so that nobody reads them the wrong way round", () => {
  assert.equal(new Words("en").date("2025-03-01"), "1 March 2025");
  assert.equal(new Words("zh-CN").date("2025-03-01"), "2025年3月1日");
  assert.equal(new Words("en").date("2026-11"), "November 2026");
  assert.equal(new Words("zh-CN").date("2016"), "2016年");
  assert.equal(new Words("en").date("unknown"), "unknown");
});
