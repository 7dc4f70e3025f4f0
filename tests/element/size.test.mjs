/** What the element weighs where it arrives. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { budget, weighElement } from "../../www/size.mjs";
import { made } from "../package/installed.mjs";

test("the element keeps within its budget", async () => {
  const { brotli } = await weighElement(made);
  assert.ok(brotli <= budget.element, `${brotli} bytes of ${budget.element}`);
});

test("what is weighed is the element", async () => {
  const { raw, brotli } = await weighElement(made);
  assert.ok(raw > 50_000 && brotli > 10_000);
});
