import { type ChildProcess, fork, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import type { Pin } from "../../src/client/pin.ts";
import { parseJson } from "../../src/core/json.ts";
import { hasPython } from "../clients/python.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { publishedFolder } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { serve, staticFiles } from "../helpers/web.ts";

interface Told {
  readonly slot: number;
  readonly wrong?: string;
  readonly serial?: number | null;
  readonly pin?: Pin;
  readonly opens?: string;
  readonly resumes?: string;
  readonly bundle?: string;
  readonly stop?: string | null;
}

const hosts = 50;
const program = new URL("chaos-host.mjs", import.meta.url);
const pythonProgram = fileURLToPath(new URL("../clients/chaos_host.py", import.meta.url));

/** One in five, where there is Python: each of the shared caches has one of them. */
const isPython = (slot: number): boolean => hasPython && slot >= 40;

type Hear = (message: Told) => void;

function startHost(given: object, hear: Hear): ChildProcess {
  return fork(program, [JSON.stringify(given)], { stdio: "inherit" }).on("message", hear);
}

function startPythonHost(given: object, hear: Hear): ChildProcess {
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const child = spawn("python3", [pythonProgram, JSON.stringify(given)], { stdio: ["ignore", "pipe", "inherit"], env });
  createInterface({ input: child.stdout }).on("line", (line) => {
    // A process that was killed may leave half a line.
    const message = parseJson(line);
    if (message !== undefined) hear(message as unknown as Told);
  });
  return child;
}

/** Processes that are killed and started again, each with the cache and the pins that it had. */
async function fleet(sourceOf: (slot: number) => string) {
  const root = await temporaryFolder();
  const children = new Map<number, ChildProcess>();
  const pins = new Map<number, Pin[]>();
  const told: Told[] = [];
  const start = (slot: number): void => {
    const cache = join(root, `cache-${slot % 10}`);
    const given = { slot, source: sourceOf(slot), cache, pins: (pins.get(slot) ?? []).slice(-40) };
    const hear = (message: Told): void => {
      told.push(message);
      if (message.pin !== undefined) pins.set(slot, [...(pins.get(slot) ?? []), message.pin]);
    };
    children.set(slot, isPython(slot) ? startPythonHost(given, hear) : startHost(given, hear));
  };
  const kill = async (slot: number): Promise<void> => {
    const child = children.get(slot);
    const gone = new Promise((resolve) => child?.once("close", resolve));
    child?.kill("SIGKILL");
    await gone;
  };
  onTestFinished(() => children.forEach((child) => child.kill("SIGKILL")));
  return { told, pins, start, kill, killAll: () => Promise.all([...children.keys()].map(kill)) };
}

test("labels move, halt and revoke under fifty processes that are killed at random", async () => {
  const live = await publishedFolder();
  const bundles = Array.from({ length: 8 }, (_, index) => sampleBundle(`bundle ${index}`));
  const at = (index: number) => bundles[index % bundles.length] ?? sampleBundle("none");
  const spoilt = at(0);
  await live.publish(spoilt);
  const url = await serve(staticFiles(live.folder));
  const all = await fleet((slot) => (slot % 2 === 0 ? url : `file:${live.folder}`));
  const slots = Array.from({ length: hosts }, (_, slot) => slot);
  slots.forEach(all.start);
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await delay(20);
  };
  const seen = (from: number, holds: (one: Told) => boolean): ReadonlySet<number> =>
    new Set(
      all.told
        .slice(from)
        .filter(holds)
        .map(({ slot }) => slot),
    );
  await until(() => seen(0, ({ pin }) => pin !== undefined).size === hosts);

  const halted = { reason: "it leaks", at: "2026-11-20T12:00:00Z", by: "Ada" };
  const revoked = [{ bundle: spoilt.digest, reason: "unsafe", at: "2026-11-20T12:00:00Z" }];
  let last = 0;
  for (let move = 1; move <= 30; move += 1) {
    const [current, other] = [at(1 + (move % 6)), at(1 + ((move * 5) % 6))];
    const ramp = move % 3 === 0 ? { bundle: other.digest, weight: (move * 997) % 10_001, salt: `r-${move}` } : null;
    const withdrawn = { halted: move % 7 === 0 ? halted : null, revoked: move > 15 ? revoked : [] };
    last = (await live.publish(current, { ramp, ...withdrawn }, [other])).serial;
    const victim = (move * 31) % hosts;
    if (move % 2 === 0) await all.kill(victim).then(() => all.start(victim));
    await delay(50);
  }

  // A revocation is found by every process that comes back to what was pinned before.
  // A machine that has much to do lets some of them poll late.
  await until(() => seen(0, ({ serial }) => (serial ?? 0) >= last).size === hosts);
  let from = all.told.length;
  await until(() => seen(from, ({ bundle, stop }) => bundle === spoilt.digest && stop === "revoked").size > hosts / 2);
  expect(all.told.slice(from).filter(({ bundle, stop }) => bundle === spoilt.digest && stop !== "revoked")).toEqual([]);

  // A halt reaches all, and holds where everything is killed, the place is gone, and all start again.
  await live.publish(at(7), { halted, revoked });
  from = all.told.length;
  await until(() => seen(from, ({ opens }) => opens === "HALTED").size === hosts);
  await all.killAll();
  await rm(live.folder, { recursive: true });
  from = all.told.length;
  slots.forEach(all.start);
  await until(() => seen(from, ({ stop }) => stop === "halted").size === hosts);
  const after = all.told.slice(from);
  expect(after.filter(({ pin, stop }) => pin !== undefined || stop === null)).toEqual([]);

  expect(all.told.flatMap(({ wrong }) => wrong ?? [])).toEqual([]);
  const serials = slots.map((slot) =>
    all.told.filter((one) => one.slot === slot).flatMap(({ serial }) => serial ?? []),
  );
  for (const own of serials) expect(own).toEqual(own.toSorted((one, other) => one - other));
  // That all of this was tried at all.
  expect(seen(0, ({ pin }) => pin?.variant === "ramp").size).toBeGreaterThan(hosts / 2);
  expect(all.told.filter(({ opens }) => opens === "HALTED").length).toBeGreaterThan(hosts);
}, 180_000);
