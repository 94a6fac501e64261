import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { publishedFolder } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { staticFiles } from "../helpers/web.ts";
import { old } from "./source-faults.ts";

const run = promisify(execFile);
const client = new URL("../../dist/library/client.js", import.meta.url).href;
const isThere = await run("openssl", ["version"]).then(
  () => true,
  () => false,
);

/** What a host says that trusts this authority, beside those that everybody trusts. */
async function host(source: string, authority: string | null): Promise<string> {
  const program = `
    import { connect } from ${JSON.stringify(client)};
    try {
      const client = await connect({ source: ${JSON.stringify(source)}, contract: "support", label: "prod" });
      console.log(client.open("s").system());
    } catch (error) { console.log(error.code + ": " + error.message); }`;
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const trusting = authority === null ? env : { ...env, NODE_EXTRA_CA_CERTS: authority };
  return (await run(process.execPath, ["--input-type=module", "--eval", program], { env: trusting })).stdout.trim();
}

test.skipIf(!isThere)("a certificate of nobody, or of another host, is not believed; a good one is", async () => {
  const live = await publishedFolder();
  await live.publish(old);
  const folder = await temporaryFolder();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const subject = ["-subj", "/CN=place", "-addext", "subjectAltName=DNS:localhost"];
  await run("openssl", [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-days",
    "2",
    "-keyout",
    key,
    "-out",
    cert,
    ...subject,
  ]);
  const handle = staticFiles(live.folder);
  const server = createServer({ key: await readFile(key), cert: await readFile(cert) }, (request, response) => {
    void handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  expect(await host(`https://localhost:${port}`, null)).toMatch(/^NOT_READY: .*self-signed certificate/);
  expect(await host(`https://127.0.0.1:${port}`, cert)).toMatch(/^NOT_READY: .*127\.0\.0\.1/);
  expect(await host(`https://localhost:${port}`, cert)).toBe("old");
});
