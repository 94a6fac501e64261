import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Pointer } from "../../src/core/label/pointer.ts";
import { folderPlace } from "../../src/places/folder.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { pointerText, pointerTo } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { bundlePath, prodPath } from "./kinds.ts";

const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
const isThere = spawnSync("nginx", ["-v"]).status === 0;
const [old, young] = [sampleBundle("old"), sampleBundle("mad")];

describe.skipIf(!isThere)(`the README's nginx${isThere ? "" : " (skipped: there is no nginx)"}`, () => {
  test("asks about pointers each time, keeps bundles for ever, and shows nothing else", async () => {
    const { folder, get, publish } = await served();
    await publish(old);

    const pointer = await get(prodPath);
    expect(pointer).toMatchObject({
      status: 200,
      type: "application/json",
      cache: "no-cache",
      etag: expect.any(String),
    });
    expect(pointer.text).toBe(pointerText(old));
    expect(await get(prodPath, pointer.etag)).toMatchObject({ status: 304, cache: "no-cache", text: "" });
    expect(await get("labels/support/canary.json")).toMatchObject({ status: 404, cache: "no-cache" });

    const forever = "public, max-age=31536000, immutable";
    expect(await get(bundlePath(old.digest))).toMatchObject({ status: 200, type: "application/json", cache: forever });
    expect(await get(bundlePath(young.digest))).toMatchObject({ status: 404, cache: null });

    await folderPlace("live", folder).prune([young.digest]);
    await writeFile(join(folder, ".lock"), "");
    for (const path of ["", ".lock", ".pruned", "labels/", "labels/support/", "bundles/", "labels/../.lock", "%2elock"])
      expect([path, await get(path)]).toMatchObject([path, { status: 404 }]);
  });

  test("a move in the same second, to a pointer of the same size, is another answer", async () => {
    const { get, publish } = await served();
    await publish(old);
    let seen = await get(prodPath);
    for (const [serial, bundle] of [young, old, young].entries()) {
      await publish(bundle, { serial: serial + 2 });
      const next = await get(prodPath, seen.etag, seen.modified);
      expect([next.status, next.text]).toEqual([200, pointerText(bundle, { serial: serial + 2 })]);
      expect(next.text.length).toBe(seen.text.length);
      seen = next;
    }
    expect(await get(prodPath, seen.etag, seen.modified)).toMatchObject({ status: 304 });
  });
});

/** A place behind nginx, with the README's own words. */
async function served() {
  const folder = join(await temporaryFolder(), "live");
  const port = await freePort();
  const [, block = ""] = /```nginx\n([\s\S]*?)```/.exec(readme) ?? [];
  const filled = block.replace("listen 8080;", `listen 127.0.0.1:${port};`).replace("/srv/promptctl/live", folder);
  expect(filled).toContain(folder);
  expect(filled).toContain(String(port));
  await started(filled, port);

  const get = async (path: string, etag: string | null = null, modified: string | null = null) => {
    const headers = {
      ...(etag === null ? {} : { "if-none-match": etag }),
      ...(modified === null ? {} : { "if-modified-since": modified }),
    };
    const answer = await fetch(`http://127.0.0.1:${port}/${path}`, { headers, redirect: "manual" });
    const header = (name: string) => answer.headers.get(name);
    return {
      status: answer.status,
      type: header("content-type"),
      cache: header("cache-control"),
      etag: header("etag"),
      modified: header("last-modified"),
      text: await answer.text(),
    };
  };
  const publish = (bundle: typeof old, part: Partial<Pointer> = {}) =>
    folderPlace("live", folder).publish({
      bundles: new Map([[bundle.digest, bundle.bytes]]),
      pointers: [pointerTo(bundle, part)],
    });
  return { folder, get, publish };
}

async function started(server: string, port: number): Promise<void> {
  const prefix = await temporaryFolder();
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const config = `
daemon off; master_process off; pid nginx.pid; error_log stderr;
events {}
http { access_log off; ${kinds.map((kind) => `${kind}_temp_path ${kind};`).join(" ")}
${server}}`;
  await writeFile(join(prefix, "nginx.conf"), config);
  const child = spawn("nginx", ["-p", prefix, "-c", "nginx.conf"], { stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => ended(child));
  let said = "";
  child.stderr.on("data", (chunk) => (said += String(chunk)));
  while (
    !(await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`nginx did not start:\n${said}${config}`);
    await sleep(20);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address !== null ? address.port : 0;
}
