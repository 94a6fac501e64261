import { describe, expect, test, vi } from "vitest";
import type { Client } from "../../src/client/connect.ts";
import type { ClientState } from "../../src/client/state.ts";
import type { ConnectOptions } from "../../src/client/options.ts";
import { type FaultServer, faultServer } from "../helpers/fault-server.ts";
import { type HandDrivenDoors, handDrivenDoors } from "../helpers/doors.ts";
import { connected, type Published, publishedFolder, served } from "../helpers/published.ts";
import { httpFaults } from "./http-faults.ts";
import { old, young } from "./source-faults.ts";

async function web(): Promise<{ readonly live: Published; readonly server: FaultServer }> {
  const live = await publishedFolder();
  await live.publish(old);
  return { live, server: await faultServer(live.folder) };
}

function browse(server: FaultServer, options: Partial<ConnectOptions> = {}, doors?: HandDrivenDoors) {
  return connected({ folder: "" }, { source: server.url, ...options }, doors);
}

/** Where time is short a machine with other work may need more than one attempt. */
async function recovered(client: Client): Promise<ClientState> {
  for (let attempt = 0; attempt < 50 && client.state().kind !== "ready"; attempt += 1) await client.refresh();
  return client.state();
}

describe.each(httpFaults)("$at: $name", ({ at, reason, how, isSlow = false }) => {
  const deadline = isSlow ? 300 : 5_000;

  test("keeps what was verified, says why, and recovers when the place is well again", async () => {
    const { live, server } = await web();
    const { client } = await browse(server, { deadline });
    await live.publish(young);
    server.misanswer(at, how);
    for (const failures of [1, 2]) {
      expect(await client.refresh()).toMatchObject({ kind: "stale", serial: 1, failures, refusal: { reason } });
      expect(served(client)).toBe("old");
    }
    server.misanswer(at, null);
    expect(await recovered(client)).toMatchObject({ kind: "ready", serial: 2, failures: 0, refusal: null });
    expect(served(client)).toBe("young");
  });

  test("at the very start there is nothing to serve, and later there is", async () => {
    const { server } = await web();
    server.misanswer(at, how);
    const { client } = await browse(server, { deadline, ready: "later" });
    const kind = reason === "wrong_pointer" ? "fatal" : "not_ready";
    expect(client.state()).toMatchObject({ kind, serial: null, refusal: { reason } });
    expect(() => client.open("s")).toThrow(expect.objectContaining({ code: "NOT_READY" }));
    server.misanswer(at, null);
    await recovered(client);
    expect([client.state().kind, served(client)]).toEqual(["ready", "old"]);
  });
});

describe("validators", () => {
  test("what did not change is not sent again", async () => {
    const { live, server } = await web();
    const { client } = await browse(server);
    const before = server.arrived.length;
    for (let poll = 0; poll < 3; poll += 1) await client.refresh();
    expect(server.arrived.slice(before).map(({ headers }) => headers["if-none-match"] !== undefined)).toEqual([
      true,
      true,
      true,
    ]);
    expect(client.state()).toMatchObject({ kind: "ready", failures: 0 });
    await live.publish(young);
    expect(await client.refresh()).toMatchObject({ serial: 2 });
  });

  test("a 304 that says how its body would be compressed confirms all the same", async () => {
    const { server } = await web();
    const { client } = await browse(server);
    server.misanswer("pointer", ({ response }) => void response.writeHead(304, { "content-encoding": "gzip" }).end());
    expect(await client.refresh()).toMatchObject({ kind: "ready", refusal: null });
  });

  test("a validator is sent only when all that came with it is served and stored", async () => {
    const { live, server } = await web();
    const { client } = await browse(server, { cache: "/dev/null/cache" });
    await client.refresh();
    expect(server.arrived.at(-1)?.headers["if-none-match"]).toBeUndefined();
    expect(client.state()).toMatchObject({ kind: "ready", stored: false });
    await live.publish(young);
    expect(await client.refresh()).toMatchObject({ serial: 2 });
  });

  test.each([
    ["weak", 'W/"abc"', 'W/"abc"'],
    ["without quotes", "abc", "abc"],
    ["with a comma", '"a,b"', '"a,b"'],
    ["of eight kilobytes", `"${"a".repeat(8_000)}"`, undefined],
    ["empty", "", undefined],
  ])("an ETag that is %s is echoed as it is, or not at all", async (_name, etag, echoed) => {
    const { server } = await web();
    server.misanswer("pointer", ({ response, file }) => void response.writeHead(200, { etag }).end(file?.bytes));
    const { client } = await browse(server);
    await client.refresh();
    expect(server.arrived.at(-1)?.headers["if-none-match"]).toBe(echoed);
    expect(client.state().kind).toBe("ready");
  });

  test("equal bytes without an ETag are no news", async () => {
    const { server } = await web();
    server.misanswer("pointer", ({ response, file }) => void response.end(file?.bytes));
    const { client } = await browse(server);
    const seen: unknown[] = [];
    client.on("activated", (event) => seen.push(event));
    for (let poll = 0; poll < 3; poll += 1) expect(await client.refresh()).toMatchObject({ kind: "ready" });
    expect(seen).toEqual([]);
  });

  test("another ETag that comes with a 304 is not taken over", async () => {
    const { live, server } = await web();
    const { client } = await browse(server);
    const first = server.arrived.length;
    server.misanswer("pointer", ({ response }) => void response.writeHead(304, { etag: '"another"' }).end());
    await client.refresh();
    await client.refresh();
    const sent = server.arrived.slice(first).map(({ headers }) => headers["if-none-match"]);
    expect(new Set(sent).size).toBe(1);
    server.misanswer("pointer", null);
    await live.publish(young);
    expect(await client.refresh()).toMatchObject({ serial: 2 });
  });

  test("a place that says 304 for ever is asked without a validator now and then", async () => {
    const { live, server } = await web();
    const { client } = await browse(server);
    // What nginx does with two files of one size in one second, or a cache with a broken key.
    server.misanswer("pointer", ({ request, response, file }) => {
      const known = request.headers["if-none-match"] !== undefined;
      response.writeHead(known ? 304 : 200, { etag: '"the same"' }).end(known ? undefined : file?.bytes);
    });
    await live.publish(young);
    let polls = 0;
    while (client.state().serial === 1 && polls < 100) {
      await client.refresh();
      polls += 1;
    }
    expect([polls <= 20, served(client)]).toEqual([true, "young"]);
  });

  test("a 304 that nobody asked for is asked again, once", async () => {
    const { server } = await web();
    server.misanswer("pointer", ({ response, file, before }) =>
      before === 0 ? void response.writeHead(304).end() : void response.end(file?.bytes),
    );
    const { client } = await browse(server);
    expect([served(client), server.arrived.length]).toEqual(["old", 3]);
  });

  test("after a restart without a cache nothing is believed to be known", async () => {
    const { server } = await web();
    (await browse(server)).client.close();
    server.misanswer("pointer", ({ response }) => void response.writeHead(304).end());
    await expect(browse(server)).rejects.toMatchObject({ code: "NOT_READY" });
  });
});

describe("redirects", () => {
  test("on the same origin are followed, and take the headers along", async () => {
    const { server } = await web();
    server.misanswer("pointer", ({ request, response, file }) =>
      request.url?.includes("moved") === true
        ? void response.end(file?.bytes ?? "")
        : void response.writeHead(302, { location: `/live/moved${request.url}` }).end(),
    );
    const { client } = await browse(server, { ready: "later", headers: { "x-api-key": "k" } });
    expect(client.state().refusal?.reason).toBe("bad_content");
    expect(server.arrived.map(({ headers }) => headers["x-api-key"])).toEqual(["k", "k"]);
  });

  test("by a path are followed where the address has credentials too, and take them along", async () => {
    const { server } = await web();
    server.misanswer("pointer", ({ request, response, file }) =>
      request.url?.includes("moved") === true
        ? void response.end(file?.bytes ?? "")
        : void response.writeHead(302, { location: `/moved${request.url}` }).end(),
    );
    const source = server.url.replace("//", "//ann:secret@");
    const { client } = await browse(server, { ready: "later", source });
    expect(client.state().refusal?.reason).toBe("bad_content");
    const basic = `Basic ${Buffer.from("ann:secret").toString("base64")}`;
    expect(server.arrived.map(({ headers }) => headers.authorization)).toEqual([basic, basic]);
  });

  test("to another origin are not, and take nothing along", async () => {
    const elsewhere = await web();
    const { server } = await web();
    server.misanswer(
      "pointer",
      ({ request, response }) =>
        void response.writeHead(302, { location: `${elsewhere.server.url}${request.url}` }).end(),
    );
    const { client } = await browse(server, { ready: "later", headers: { "x-api-key": "k" } });
    expect(client.state().refusal?.why).toContain("which is not followed");
    expect(elsewhere.server.arrived).toEqual([]);
  });
});

test("two regions that disagree: the client stays on the newer one, and says nothing twice", async () => {
  const { live, server } = await web();
  const [one, two] = [await live.publish(young, { serial: 41 }), await live.publish(old, { serial: 42 })];
  const { client } = await browse(server);
  const seen: number[] = [];
  client.on("activated", ({ serial }) => seen.push(serial));
  server.misanswer(
    "pointer",
    ({ response, before }) => void response.end(`${JSON.stringify(before % 2 === 0 ? one : two, null, 2)}\n`),
  );
  const reasons: (string | undefined)[] = [];
  for (let poll = 0; poll < 4; poll += 1) reasons.push((await client.refresh()).refusal?.reason);
  expect([client.state().serial, reasons, seen]).toEqual([
    42,
    ["rollback_refused", undefined, "rollback_refused", undefined],
    [],
  ]);
});

test("a connection that was closed while it was idle costs nothing", async () => {
  const { server } = await web();
  const { client } = await browse(server);
  server.misanswer("pointer", ({ request, response, file, before }) =>
    before === 0 ? void request.socket.resetAndDestroy() : void response.end(file?.bytes),
  );
  expect(await client.refresh()).toMatchObject({ kind: "ready", failures: 0 });
});

test("a place that is gone and comes back", async () => {
  const { live, server } = await web();
  const { client } = await browse(server);
  await server.stop();
  expect(await client.refresh()).toMatchObject({ kind: "stale", refusal: { reason: "unreachable" } });
  await live.publish(young);
  await server.start();
  expect(await client.refresh()).toMatchObject({ kind: "ready", serial: 2 });
});

test.each([
  ["seconds", "120", 120_000],
  ["ten years", "315360000", 600_000],
  ["less than nothing", "-5", 1_500],
  ["nonsense", "soon", 1_500],
  ["a date", new Date(Date.UTC(2026, 0, 1, 0, 1)).toUTCString(), 60_000],
])("Retry-After of %s: the next poll is after %s… %d ms", async (_name, after, milliseconds) => {
  const { server } = await web();
  const doors = handDrivenDoors();
  const { client } = await browse(server, {}, doors);
  server.misanswer("pointer", ({ response }) => {
    const date = new Date(Date.UTC(2026, 0, 1)).toUTCString();
    response.writeHead(429, { "retry-after": after, date }).end();
  });
  await doors.advance(0);
  expect([client.state().failures, doors.waiting]).toEqual([1, [milliseconds]]);
});

test("a query goes with each request, and is shown nowhere", async () => {
  const { server } = await web();
  const { client } = await connected({ folder: "" }, { source: `${server.url}/?sig=secret` });
  expect(server.arrived.map(({ path }) => path.endsWith("?sig=secret"))).toEqual([true, true]);
  await server.stop();
  expect((await client.refresh()).refusal?.why).not.toContain("secret");
});

test("a hundred clients of one place share a few connections, and the last one closes them", async () => {
  const { server } = await web();
  const clients = await Promise.all(Array.from({ length: 100 }, () => browse(server)));
  await Promise.all(clients.map(({ client }) => client.refresh()));
  expect(await server.connections()).toBeLessThanOrEqual(32);
  const [first, ...others] = clients;
  for (const { client } of others) client.close();
  expect(await first?.client.refresh()).toMatchObject({ kind: "ready" });
  first?.client.close();
  first?.client.close();
  await vi.waitFor(async () => expect(await server.connections()).toBe(0));
});

test("closed in the middle of a request, it is over at once, and a late answer is nobody's", async () => {
  const { live, server } = await web();
  const { client } = await browse(server, { deadline: 60_000 });
  const hung = new Promise<void>((resolve) => {
    server.misanswer("pointer", () => resolve());
  });
  await live.publish(young);
  const attempt = client.refresh();
  await hung;
  client.close();
  expect(await attempt).toMatchObject({ kind: "fatal", serial: 1, refusal: null });
});
