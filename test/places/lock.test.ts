import { spawnSync } from "node:child_process";
import { access, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
import { isGone, thisHolder } from "../../src/places/holder.ts";
import { withLock } from "../../src/places/lock.ts";
import { temporaryFolder } from "../helpers/repository.ts";

vi.mock("node:fs/promises", { spy: true });

afterEach(() => vi.restoreAllMocks());

/** The file of a holder that is gone, written some seconds from now. */
async function abandoned(seconds: number): Promise<string> {
  const path = join(await temporaryFolder(), ".lock");
  await writeFile(path, "");
  const at = new Date(Date.now() + seconds * 1_000);
  await utimes(path, at, at);
  return path;
}

/** How many of some holders were inside at the same time, at most. */
async function crowd(path: string, holders: number, stay = 1): Promise<number> {
  let [inside, most] = [0, 0];
  const hold = (): Promise<void> =>
    withLock(path, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await delay(stay);
      inside -= 1;
    });
  await Promise.all(Array.from({ length: holders }, hold));
  return most;
}

describe("a lock", () => {
  test("lets one in at a time, and everybody in the end", async () => {
    expect(await crowd(join(await temporaryFolder(), "deep", ".lock"), 12)).toBe(1);
  });

  test("is given back, whatever happens inside", async () => {
    const path = join(await temporaryFolder(), ".lock");
    await expect(withLock(path, () => Promise.reject(new Error("inside")))).rejects.toThrow("inside");
    await expect(access(path)).rejects.toMatchObject({ code: "ENOENT" });
    expect(await withLock(path, async () => 7)).toBe(7);
  });

  test("that a dead holder left is taken over", async () => {
    expect(await withLock(await abandoned(-60), async () => 7)).toBe(7);
  });
});

/** Each look at the clock is two seconds after the last one. */
function hurriedClock(): void {
  const start = Date.now();
  let looks = 0;
  vi.spyOn(Date, "now").mockImplementation(() => start + 2_000 * (looks += 1));
}

/** A lock that never gets old, whoever holds it. */
async function keptYoung<Result>(path: string, waiting: () => Promise<Result>): Promise<Result> {
  const touch = (): void => void utimes(path, Date.now() / 1_000, Date.now() / 1_000).catch(() => undefined);
  const keeping = setInterval(touch, 5);
  hurriedClock();
  return waiting().finally(() => clearInterval(keeping));
}

test("a lock that is kept is a failure in the end", async () => {
  const path = await abandoned(0);
  await expect(keptYoung(path, () => withLock(path, async () => 7))).rejects.toMatchObject({ code: "WRITE_FAILED" });
});

const linux = process.platform === "linux";
describe.skipIf(!linux)(`a holder that is gone${linux ? "" : " (skipped: there is no /proc)"}`, () => {
  const dead = async (): Promise<string> => (await thisHolder()).replace(` ${process.pid} `, ` ${deadPid()} `);

  test("is not waited for", async () => {
    const path = await abandoned(0);
    await writeFile(path, await dead());
    expect(await keptYoung(path, () => withLock(path, async () => 7))).toBe(7);
  });

  test("is known to be gone only here, and only where it said who it is", async () => {
    const gone = await dead();
    const table = {
      gone,
      here: await thisHolder(),
      "another's": gone.replace(/ \d+ /, " 1 "),
      "another machine's": `elsewhere${gone}`,
      "nobody's": "",
      "a file of somebody": "mine\n",
      "no number": gone.replace(/ \d+ /, " -1 "),
    };
    const seen = Object.entries(table).map(async ([name, holder]) => [name, await isGone(holder)] as const);
    expect((await Promise.all(seen)).filter(([, isOne]) => isOne).map(([name]) => name)).toEqual(["gone"]);
  });
});

test("who lost its lock while it was stopped does not take away that of another", async () => {
  const path = join(await temporaryFolder(), ".lock");
  await withLock(path, () => writeFile(path, "another"));
  expect(await readFile(path, "utf8")).toBe("another");
});

function deadPid(): number {
  return spawnSync("true").pid;
}

test("a lock from the future is taken over too", async () => {
  const path = await abandoned(3_600);
  hurriedClock();
  expect(await withLock(path, async () => 7)).toBe(7);
});

test("a lock that a dead holder left lets one in at a time", async () => {
  const path = await abandoned(-60);
  const { rm: remove } = await vi.importActual<typeof import("node:fs/promises")>("node:fs/promises");
  vi.mocked(rm).mockImplementationOnce((file, options) => delay(100).then(() => remove(file, options)));
  expect(await crowd(path, 2, 200)).toBe(1);
});
