import { execFile } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { routeSession } from "../../src/core/label/route.ts";
import { httpFaults } from "../client/http-faults.ts";
import { faults, old, young } from "../client/source-faults.ts";
import { digest, pointer } from "../core/label/pointers.ts";
import { type FaultServer, faultServer } from "../helpers/fault-server.ts";
import { connected, pointerText, type Published, publishedFolder } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { hasPython, packageFolder, type Python, type PythonClient, startPython } from "./python.ts";

const run = promisify(execFile);
let python: Python;

const what = hasPython ? "the Python client" : "the Python client (skipped: there is no python3 of 3.9 or later)";

describe.skipIf(!hasPython)(what, () => {
  beforeAll(() => {
    python = startPython();
  });
  afterAll(() => python.stop());

  async function browse(source: string, options: Readonly<Record<string, unknown>> = {}): Promise<PythonClient> {
    const client = await python.connect({ source, contract: "support", label: "prod", ...options });
    onTestFinished(() => client.close());
    return client;
  }

  test("passes its own tests, the vectors among them", async () => {
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    const { stderr } = await run("python3", ["-W", "error", "-m", "unittest"], { cwd: packageFolder, env });
    expect(stderr).toMatch(/Ran [1-9]\d+ tests/);
  });

  describe("keeps what was verified, says why, and recovers by itself from", () => {
    test.each(faults)("%s (%s)", async (_name, reason, break_) => {
      const live = await publishedFolder();
      await live.publish(old);
      const client = await browse(`file:${live.folder}`);
      const { pin } = await client.open("s");
      await break_(live);
      expect(await client.refresh()).toMatchObject({ kind: "stale", serial: 1, failures: 1, refusal: { reason } });
      expect((await client.open("s")).system).toBe("old");
      await rm(live.pointerFile, { recursive: true, force: true });
      await mkdir(dirname(live.pointerFile), { recursive: true });
      await mkdir(dirname(live.bundleFile(young.digest)), { recursive: true });
      await live.overwriteBundle(young.digest, young.bytes);
      await live.overwrite(pointerText(young, { serial: 3 }));
      expect(await client.refresh()).toMatchObject({ kind: "ready", serial: 3, refusal: null });
      expect([(await client.open("s")).system, (await client.resume(pin)).system]).toEqual(["young", "old"]);
    });
  });

  describe.each(httpFaults)("$at: $name", ({ at, reason, how, isSlow = false }) => {
    const deadline = isSlow ? 0.3 : 5;

    test("keeps what was verified, says why, and recovers", async () => {
      const { live, server } = await web();
      const client = await browse(server.url, { deadline });
      await live.publish(young);
      server.misanswer(at, how);
      for (const failures of [1, 2]) {
        expect(await client.refresh()).toMatchObject({ kind: "stale", serial: 1, failures, refusal: { reason } });
        expect((await client.open("s")).system).toBe("old");
      }
      server.misanswer(at, null);
      expect(await client.refresh()).toMatchObject({ kind: "ready", serial: 2, failures: 0, refusal: null });
      expect((await client.open("s")).system).toBe("young");
    });

    test("at the very start there is nothing to serve, and later there is", async () => {
      const { server } = await web();
      server.misanswer(at, how);
      const client = await browse(server.url, { deadline, ready: "later" });
      const kind = reason === "wrong_pointer" ? "fatal" : "not_ready";
      expect(await client.state()).toMatchObject({ kind, serial: null, refusal: { reason } });
      await expect(client.open("s")).rejects.toMatchObject({ code: "NOT_READY" });
      server.misanswer(at, null);
      await client.refresh();
      expect([(await client.state()).kind, (await client.open("s")).system]).toEqual(["ready", "old"]);
    });
  });

  describe("beside the TypeScript client", () => {
    const salted = { ramp: { bundle: young.digest, weight: 2_500, salt: "r-7" } };

    test("a pin that one wrote the other resumes, and a cache that one filled the other reads", async () => {
      const live = await publishedFolder();
      await live.publish(old, salted, [young]);
      const options = { source: `file:${live.folder}`, cache: join(await temporaryFolder(), "cache") };
      const { client } = await connected(live, { cache: options.cache });
      await rm(live.folder, { recursive: true });
      const other = await browse(options.source, { cache: options.cache });
      for (const id of ["session-1", "語", "😀", ""]) {
        const [here, there] = [client.open(id), await other.open(id)];
        expect({ ...there.pin, opened_at: here.pin.opened_at }).toEqual(here.pin);
        expect(there.prompt_id).toBe(here.promptId);
        expect((await other.resume(here.pin, here.memory())).system).toBe(here.system());
        expect((await client.resume(there.pin, there.memory)).system()).toBe(there.system);
      }
      expect(await other.state()).toMatchObject({ kind: "stale", serial: 1, refusal: { reason: "pointer_missing" } });
    });

    test("they agree on ids that are no text and on salts in every script", async () => {
      const ids = ["\ud800", "\udc00\ud800", "a\ud83db", "\0", "\u{10ffff}", "x".repeat(100_000), ""];
      for (const salt of ["", "r-7", "語", "\ud800"]) {
        const written = pointer({ ramp: { bundle: digest("b"), weight: 5_000, salt } });
        const here = ids.map((id) => {
          const route = routeSession(written, id);
          return route.kind === "bundle" ? [route.variant, route.digest, route.bucket] : [];
        });
        const there = await python.routes(JSON.stringify(written), ids);
        expect(there.map((route) => route.slice(0, 3))).toEqual(here);
      }
    });
  });

  test("a halt stops a session that is open, and events say what came", async () => {
    const live = await publishedFolder();
    await live.publish(old);
    const client = await browse(`file:${live.folder}`);
    const { pin, before_tool } = await client.open("s");
    expect(before_tool.kind).toBe("allow");
    const halted = { reason: "wrong refunds", at: "2026-11-20T12:00:00Z", by: "Ada" };
    await live.publish(old, { halted });
    await client.refresh();
    expect((await client.resume(pin)).before_tool).toMatchObject({ kind: "stop", stop_reason: "halted" });
    await expect(client.open("s")).rejects.toMatchObject({ code: "HALTED" });
    expect(await client.seen()).toEqual(["activated", "withdrawn"]);
  });

  test("two regions that disagree, and a 304 that nobody asked for", async () => {
    const { live, server } = await web();
    const [one, two] = [await live.publish(young, { serial: 41 }), await live.publish(old, { serial: 42 })];
    const client = await browse(server.url);
    server.misanswer("pointer", ({ response, before }) => {
      response.end(`${JSON.stringify(before % 2 === 0 ? one : two, null, 2)}\n`);
    });
    const reasons: (string | undefined)[] = [];
    for (let poll = 0; poll < 4; poll += 1) reasons.push((await client.refresh()).refusal?.reason);
    expect(reasons).toEqual(["rollback_refused", undefined, "rollback_refused", undefined]);
    server.misanswer("pointer", ({ response, file, before }) =>
      before === 0 ? void response.writeHead(304).end() : void response.end(file?.bytes),
    );
    expect(await (await browse(server.url)).state()).toMatchObject({ kind: "ready", serial: 42 });
  });

  test("validators: what did not change is not sent, and a wrong one freezes nobody", async () => {
    const { live, server } = await web();
    const client = await browse(server.url, { cache: join(await temporaryFolder(), "cache") });
    const first = server.arrived.length;
    for (let poll = 0; poll < 3; poll += 1) await client.refresh();
    const sent = server.arrived.slice(first).map(({ headers }) => headers["if-none-match"] !== undefined);
    expect(sent).toEqual([true, true, true]);
    server.misanswer("pointer", ({ request, response, file }) => {
      const known = request.headers["if-none-match"] !== undefined;
      response.writeHead(known ? 304 : 200, { etag: '"the same"' }).end(known ? undefined : file?.bytes);
    });
    await live.publish(young);
    for (let polls = 0; polls < 20 && (await client.state()).serial === 1; polls += 1) await client.refresh();
    expect((await client.open("s")).system).toBe("young");
  });

  test("headers go along on one origin and nowhere else, a query is shown nowhere", async () => {
    const [{ server }, elsewhere] = [await web(), await web()];
    server.misanswer("pointer", ({ request, response }) => {
      response.writeHead(302, { location: `${elsewhere.server.url}${request.url}` }).end();
    });
    const headers = { "X-Api-Key": "k" };
    const client = await browse(`${server.url}/?sig=secret`, { headers, ready: "later" });
    const { refusal } = await client.state();
    expect(refusal?.why).toContain("which is not followed");
    expect(refusal?.why).not.toContain("secret");
    expect(server.arrived.map(({ path, headers: sent }) => [path.slice(-11), sent["x-api-key"]])).toEqual([
      ["?sig=secret", "k"],
    ]);
    expect(elsewhere.server.arrived).toEqual([]);
  });
});

async function web(): Promise<{ readonly live: Published; readonly server: FaultServer }> {
  const live = await publishedFolder();
  await live.publish(old);
  return { live, server: await faultServer(live.folder) };
}
