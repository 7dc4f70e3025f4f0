/** A host for a folder, with the headers a test wants, that counts what it is asked for. */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".css": "text/css", ".wasm": "application/wasm" };

/** `answers`: what some paths give in place of a file, called at each request. */
export async function host(folder, { headers = {}, answers = {}, type = {} } = {}) {
  const asked = [];
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    asked.push(path);
    const own = answers[path]?.(request);
    const file = own === undefined ? await readFile(join(folder, path === "/" ? "index.html" : decodeURIComponent(path))).catch(() => null) : own.body;
    const found = own?.status ?? (file === null ? 404 : 200);
    response.writeHead(found, { "content-type": type[extname(path)] ?? types[extname(path) || ".html"] ?? "application/octet-stream", ...headers, ...own?.headers });
    response.end(file ?? "");
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const address = `http://127.0.0.1:${server.address().port}/`;
  return {
    address,
    asked,
    count: (ending) => asked.filter((path) => path.endsWith(ending)).length,
    stop() {
      server.closeAllConnections();
      server.close();
    },
  };
}
