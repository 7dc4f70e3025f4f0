/** The server gives what lies in its folder, with a strict policy, and survives what else it is asked. */

import assert from "node:assert/strict";
import { request } from "node:http";
import { after, before, test } from "node:test";
import { join } from "node:path";
import { serve } from "../../www/serve.mjs";

let server;
before(async () => {
  server = await serve(join(import.meta.dirname, "../../www"), 0);
});
after(() => {
  server.closeAllConnections();
  server.close();
});

/** Asks as it stands: no client tidies the path. */
function ask(path, method = "GET") {
  return new Promise((done, failed) => {
    const asked = request({ port: server.address().port, host: "127.0.0.1", path, method }, (response) => {
      response.resume();
      response.on("end", () => done(response));
    });
    asked.on("error", failed);
    asked.end();
  });
}

test("files come with their types and the policy", async () => {
  for (const [path, type] of [
    ["/", "text/html; charset=utf-8"],
    ["/icon.svg?v=1", "image/svg+xml"],
    ["/manifest.webmanifest", "application/manifest+json"],
    ["/src/../sw.js", "text/javascript; charset=utf-8"],
  ]) {
    const { statusCode, headers } = await ask(path);
    assert.equal(statusCode, 200, path);
    assert.equal(headers["content-type"], type);
    const policy = headers["content-security-policy"];
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*/);
  }
});

test("what is outside, missing, malformed or not a question is not here", async () => {
  for (const path of ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "/nothing", "/%ff", "/%00", "/src", "//", "/a%20b"]) {
    assert.equal((await ask(path)).statusCode, 404, path);
  }
  assert.equal((await ask("/", "POST")).statusCode, 404);
  assert.equal((await ask("/", "HEAD")).statusCode, 200);
});
