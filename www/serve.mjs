/** A static server as a host should be one: `node www/serve.mjs FOLDER PORT`, or `serve()` for tests. */

import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { asHeader } from "./csp.mjs";

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The file an address means; nothing for what lies outside the folder or is no address. */
function fileOf(root, address) {
  try {
    const path = join(root, normalize(decodeURIComponent(new URL(address, "http://localhost").pathname)).replace(/\/$/, "/index.html"));
    return path.startsWith(`${root}/`) && !path.includes("\0") ? path : null;
  } catch {
    return null;
  }
}

/** Serves a folder; `seen` is told the path of every request. */
export function serve(folder, port, seen = () => {}) {
  const root = resolve(folder);
  const server = createServer(async (request, response) => {
    seen(request.url);
    const path = fileOf(root, request.url);
    const file = path && (await stat(path).catch(() => null));
    const headers = {
      "content-security-policy": asHeader,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-cache",
    };
    if (!file?.isFile() || !["GET", "HEAD"].includes(request.method)) {
      response.writeHead(404, { ...headers, "content-type": "text/plain" }).end("not here\n");
      return;
    }
    response.writeHead(200, { ...headers, "content-type": types[extname(path)] ?? "application/octet-stream", "content-length": file.size });
    if (request.method === "HEAD") response.end();
    else createReadStream(path).pipe(response);
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => done(server));
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [folder, port] = process.argv.slice(2);
  try {
    const server = await serve(folder, Number(port));
    console.log(`Comity is served on http://127.0.0.1:${server.address().port} (Ctrl+C ends it)`);
  } catch (error) {
    console.error(error.code === "EADDRINUSE" ? `port ${port} is taken: end what runs there` : error.message);
    process.exitCode = 1;
  }
}
