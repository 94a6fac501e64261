/** A published folder on loopback, in a process of its own; tells its port to who started it. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";

const files = new Map();
const server = createServer(async ({ url, headers }, response) => {
  if (!files.has(url)) {
    const bytes = await readFile(join(process.argv[2], url));
    files.set(url, { bytes, tag: `"${createHash("sha256").update(bytes).digest("hex")}"` });
  }
  const { bytes, tag } = files.get(url);
  const isKnown = headers["if-none-match"] === tag;
  response.writeHead(isKnown ? 304 : 200, { etag: tag, "content-length": isKnown ? 0 : bytes.length });
  response.end(isKnown ? undefined : bytes);
});
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
