import { writeFileSync } from "node:fs";
import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { pollingClient } from "../../src/commands/act/propagation/client.ts";
import { pointerToMeasure, type PropagationFlags } from "../../src/commands/gather/propagation/request.ts";
import type { Releases } from "../../src/commands/gather/releases.ts";
import type { Bundle } from "../../src/core/bundle/bundle.ts";
import { encodePointer, type Pointer } from "../../src/core/label/pointer.ts";
import { pointer } from "../core/label/pointers.ts";
import { documentOf, promptctl, startPromptctl } from "../helpers/cli.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { handDrivenDoors } from "../helpers/doors.ts";
import { runMain } from "../helpers/main.ts";
import { pointerTo } from "../helpers/published.ts";
import { holdUntil, pair, remoteOf, serverHook } from "../helpers/remote.ts";
import type { Repository } from "../helpers/repository.ts";
import { copyOf, openLabels, pointerOn, sharedRelease, shop } from "../helpers/shop.ts";
import { type Handle, serve, staleFiles, staticFiles } from "../helpers/web.ts";

const poll = "release: { poll: { interval: 0.1s, deadline: 3s, jitter: 0.1 } }\n";
/** What a cache of some seconds breaks, and nobody else. */
const hasty = "release: { poll: { interval: 0.1s, deadline: 0.3s, jitter: 0 } }\n";
const live = ".promptctl/live";

let released: Repository;
beforeAll(async () => {
  released = await sharedRelease(shop({ config: `${openLabels}${poll}` }), ["canary", "prod"]);
});

/** What is measured of 20 clients, as machines read it. */
interface Data {
  readonly serial: number;
  readonly arrived: number;
  readonly max: number | null;
  readonly promised: number;
  readonly seconds: readonly (number | null)[];
  readonly late: readonly string[];
}

async function measure(exit: number, folder: string, ...args: readonly string[]) {
  const result = await runMain(folder, "verify", "--propagation", ...args, "--format", "json");
  if (result.exit !== exit)
    throw new Error(`it ended with ${result.exit}, not ${exit}\n${result.stdout}${result.stderr}`);
  const document = documentOf(result);
  return { ...document, data: document.data as Data, stderr: result.stderr };
}

describe("what is measured", () => {
  test("a folder: one pointer is issued again, every client has it, and nothing else changed", async () => {
    const repository = await copyOf(released);
    const { folder, git } = repository;
    const before = await pointerOn(repository, "support/prod");
    const { data, stderr } = await measure(0, folder, live);

    expect(data).toMatchObject({ serial: before.serial + 1, arrived: 20 });
    expect(data.seconds).toHaveLength(20);
    expect(data.max).toBe(Math.max(...data.seconds.map(Number)));
    expect(data.max).toBeLessThanOrEqual(data.promised);
    expect(stderr).toContain(`20 clients poll ${join(folder, live)}; now a pointer is issued for them`);
    const now = await pointerOn(repository, "support/prod");
    const { serial } = data;
    const [text, reason] = [expect.any(String), expect.stringContaining("20 clients")];
    expect(now).toEqual({ ...before, serial, issuedAt: text, actor: text, reason });
    expect(await git("diff", "--name-only", "promptctl/releases~", "promptctl/releases")).toBe(
      "labels/support/prod.json",
    );
    expect((await runMain(folder, "log", "prod")).stdout).toMatch(
      /measure prod: support {2}.+\n\n {2}measured: it serves what it served\n {2}reason: how long .+\n {2}commit \w+, serial 2/,
    );
  });

  test("a halted contract stays halted", async () => {
    const repository = await copyOf(released);
    await runMain(repository.folder, "halt", "support", "--reason", "it leaks");
    const { data } = await measure(0, repository.folder, live, "--label", "canary", "--clients", "3");
    expect(data).toMatchObject({ serial: 3, arrived: 3, halted: true, label: "canary" });
    expect(await pointerOn(repository, "support/canary")).toMatchObject({ halted: { reason: "it leaks" } });
  });

  test("a web server is asked for what changed, and for nothing else", async () => {
    const { folder, git } = await copyOf(released);
    const remote = await remoteOf(released);
    await git("remote", "add", "origin", remote.folder);
    // The pointer is not issued before somebody has asked for the old one once more.
    const asked = join(remote.folder, "asked");
    await serverHook(remote, "pre-receive", `for i in $(seq 300); do [ -e "${asked}" ] && exit 0; sleep 0.05; done`);
    const answers = new Map<number, number>();
    const url = await serve(
      staticFiles(join(folder, live), (status) => {
        answers.set(status, (answers.get(status) ?? 0) + 1);
        if (status === 304) writeFileSync(asked, "");
      }),
    );
    const { data } = await measure(0, folder, `${url}/`, "--clients", "4");
    expect(data).toMatchObject({ place: url, arrived: 4 });
    // Pointer and bundle at first, and the pointer once more.
    expect(answers.get(200)).toBe(4 * 3);
    expect(answers.get(304)).toBeGreaterThan(0);
  });

  test("a copy that nobody brings up to date: who is late, and no answer", async () => {
    const { folder } = await copyOf(released);
    await cp(join(folder, live), join(folder, "copy"), { recursive: true });
    const { data, verdict } = await measure(3, folder, "copy", "--clients", "2", "--timeout", "0.3s");
    expect(data).toMatchObject({ arrived: 0, max: null, seconds: [null, null], late: ["it still gets serial 1"] });
    expect(verdict).toMatch(/^2 of 2 clients never had serial 2 of prod of support, in \d\.\d s$/);
    const again = await measure(3, folder, "copy");
    expect(again.failure?.message).toContain("is at serial 1 there, and at 2 on promptctl/releases: it is behind");
  });
});

describe("where runtimes do not wait for long", () => {
  let impatient: Repository;
  beforeAll(async () => {
    impatient = await copyOf(released);
    await impatient.write({ "promptctl.yaml": shop({ config: `${openLabels}${hasty}` })["promptctl.yaml"] ?? "" });
    await impatient.commit("a promise that is hard to keep");
    await runMain(impatient.folder, "promote", "staging", "--yes");
  });
  const staging = ["--label", "staging", "--clients", "5", "--timeout", "30s"];

  test("no answer", async () => {
    const { failure } = await measure(3, impatient.folder, await serve(() => undefined), ...staging);
    expect(failure?.message).toContain("gave no answer within 300 ms");
  });

  test("a cache between the place and the clients is slower than promised, and named", async () => {
    const { folder } = impatient;
    const url = await serve(staleFiles(join(folder, live), 2_000));
    const result = await promptctl(folder, "verify", "--propagation", url, ...staging);
    expect(result.exit).toBe(1);
    expect(result.stdout).toMatch(
      /✘ staging of support took \d+\.\d s to reach 5 clients, and \d+\.\d s were promised/,
    );
    expect(result.stdout.replaceAll(/\s+/g, " ")).toContain(
      "between what was published and the clients: the server says cache-control: public, max-age=1 and an answer was 1 s old (age)",
    );
  });
});

describe("what cannot be polled is told before anything is written", () => {
  const page: Handle = (_request, response) => void response.end("<!doctype html><title>Welcome</title>");
  const cases: Readonly<Record<string, readonly [Handle, string]>> = {
    "no such file": [
      (_request, response) => void response.writeHead(404).end(),
      "there is no pointer of prod of support",
    ],
    "a page": [page, "it is not a JSON document"],
    "an error": [
      (_request, response) => void response.writeHead(503).end(),
      "/labels/support/prod.json answers with status 503",
    ],
    "another address": [
      (_request, response) => void response.writeHead(301, { location: "https://example.com/" }).end(),
      "answers with status 301 and sends to https://example.com/, which is not followed",
    ],
    "another contract": [
      (_request, response) => void response.end(encodePointer(pointerTo(sampleBundle("x"), { contract: "sales" }))),
      "it is prod of sales",
    ],
    "no bundle": [placeOf({}, null), "is not in http://127.0.0.1"],
    "a later pointer": [placeOf({ serial: 9 }), "is at serial 9 there, and at 1 on promptctl/releases: it is ahead"],
    "another pointer": [placeOf({}), "it has another pointer with the serial 1"],
  };
  test.each(Object.keys(cases))("%s", async (name) => {
    const [handle, why] = cases[name] ?? [page, ""];
    const tip = await released.git("rev-parse", "promptctl/releases");
    const { failure } = await measure(3, released.folder, await serve(handle), "--clients", "2");
    expect(failure).toMatchObject({ code: "NOT_POLLABLE", message: expect.stringContaining(why) });
    expect(await released.git("rev-parse", "promptctl/releases")).toBe(tip);
  });

  test("a folder that is none, a port where nobody is", async () => {
    for (const [place, why] of [
      ["nowhere", "there is no pointer of prod of support in "],
      ["http://127.0.0.1:9", "/labels/support/prod.json could not be reached: "],
    ] as const) {
      const { failure } = await measure(3, released.folder, place, "--clients", "2");
      expect(failure).toMatchObject({ code: "NOT_POLLABLE", message: expect.stringContaining(why) });
    }
  });
});

/** A place that another repository publishes. */
function placeOf(part: Partial<Pointer>, bundle: Bundle | null = sampleBundle("x")): Handle {
  return ({ url = "" }, response) => {
    if (url.startsWith("/labels/")) response.end(encodePointer(pointerTo(sampleBundle("x"), part)));
    else if (bundle === null) response.writeHead(404).end();
    else response.end(bundle.bytes);
  };
}

test.each([
  ["no client", ["--propagation", live, "--clients", "0"], "--clients takes a whole number from 1 to 1000, not '0'"],
  ["no time", ["--propagation", live, "--timeout", "soon"], "--timeout soon: a duration"],
  ["no address", ["--propagation", "http://"], "'http://' is no address"],
  ["another protocol", ["--propagation", "s3://bucket"], "'s3://bucket' cannot be polled from here"],
  ["no such contract", ["--propagation", live, "--contract", "sales"], "there is no contract 'sales'"],
  ["no such label", ["--propagation", live, "--label", "staging"], "staging serves nothing of support"],
])("%s is exit 2", async (_name, args, says) => {
  const result = await runMain(released.folder, "verify", ...args);
  expect(result).toMatchObject({ exit: 2, stdout: "", stderr: expect.stringContaining(says) });
});

test.each<[string, readonly string[], Partial<PropagationFlags>, string]>([
  ["the only contract, its only label", ["support/canary"], {}, "support/canary"],
  ["the only contract, prod", ["support/canary", "support/prod"], {}, "support/prod"],
  ["named", ["sales/prod", "support/prod"], { contract: "sales" }, "sales/prod"],
  ["several contracts", ["sales/prod", "support/prod"], {}, "--contract sales and support"],
  ["several labels", ["support/staging", "support/canary"], {}, "--label canary and staging"],
  ["nothing was released", [], {}, "prod serves nothing yet"],
])("which pointer: %s", (_name, released, flags, expected) => {
  const names = [...new Set(released.map((path) => path.split("/")[0] ?? ""))];
  const labelsOf = (contract: string) =>
    released
      .filter((path) => path.startsWith(`${contract}/`))
      .map((path) => path.split("/")[1] ?? "")
      .map((label) => [label, pointer({ contract, label })] as const);
  const pointers = new Map(names.map((contract) => [contract, new Map(labelsOf(contract))]));
  const releases = { pointers, broken: [] } as unknown as Releases;
  const choose = (): string => {
    try {
      const unsaid = { clients: null, contract: null, label: null, timeout: null };
      const { contract, label } = pointerToMeasure(releases, { ...unsaid, ...flags });
      return `${contract}/${label}`;
    } catch (error) {
      return String(error);
    }
  };
  expect(choose()).toContain(expected);
});

test("who interrupts gets what was measured until then", async () => {
  const { folder } = await copyOf(released);
  await cp(join(folder, live), join(folder, "copy"), { recursive: true });
  const args = ["verify", "--propagation", "copy", "--timeout", "1h", "--format", "json"];
  const child = startPromptctl(folder, args);
  let stdout = "";
  child.stdout?.on("data", (chunk) => (stdout += String(chunk)));
  const file = join(folder, live, "labels/support/prod.json");
  while (!(await readFile(file, "utf8")).includes('"serial": 2'))
    await new Promise((resolve) => setTimeout(resolve, 20));
  // The last thing before the waiting is the publishing.
  while ((await readdir(join(folder, live))).includes(".lock")) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 300));
  const exit = new Promise((resolve) => child.on("close", resolve));
  child.kill("SIGINT");
  expect(await exit).toBe(130);
  const { answer, verdict } = documentOf({ stdout, stderr: "", exit: 130 });
  expect(answer).toBe("stopped");
  expect(verdict).toBe("interrupted: 0 of 20 clients had serial 2 of prod of support");
});

test("somebody else moves the label meanwhile: what they put there stays, and clients that see it count", async () => {
  const remote = await remoteOf(released);
  const [ada, bob] = await pair(remote);
  await holdUntil(remote, 2);
  // A fresh clone has published nothing yet.
  await cp(join(released.folder, live), join(ada.folder, live), { recursive: true });
  const [measured, moved] = await Promise.all([
    promptctl(ada.folder, "verify", "--propagation", live, "--clients", "3"),
    promptctl(bob.folder, "promote", "prod", "--to", "HEAD", "--yes"),
  ]);
  expect(measured.exit).toBe(0);
  expect([0, 4]).toContain(moved.exit);
  const { current } = await pointerOn(released, "support/prod");
  const now = await pointerOn(remote, "support/prod");
  expect(now.serial).toBe(moved.exit === 0 ? 3 : 2);
  expect(now.current === current).toBe(moved.exit === 4);
});

test("a client that gets a later pointer at once has the one that was issued", async () => {
  const bundle = sampleBundle("x");
  const doors = handDrivenDoors();
  let serial = 1;
  const source = {
    name: "here",
    pointer: async () =>
      ({ kind: "bytes", bytes: encodePointer(pointerTo(bundle, { serial })), validator: null }) as const,
    bundle: async () => ({ kind: "bytes", bytes: bundle.bytes }) as const,
    close: () => undefined,
    said: () => ({ control: null, age: null }),
  };
  const client = pollingClient(pointerTo(bundle), source, doors);
  await client.look();
  serial = 3;
  doors.pass(700);
  await client.look();
  expect([1, 2, 3, 4].map((one) => client.hadAt(one))).toEqual([0, 700, 700, null]);
});
