import { access, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, test, vi } from "vitest";
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

test("a lock that is kept is a failure in the end", async () => {
  const path = await abandoned(0);
  const keeping = setInterval(
    () => void utimes(path, Date.now() / 1_000, Date.now() / 1_000).catch(() => undefined),
    5,
  );
  hurriedClock();
  const waiting = withLock(path, async () => 7).finally(() => clearInterval(keeping));
  await expect(waiting).rejects.toMatchObject({ code: "WRITE_FAILED" });
});

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
