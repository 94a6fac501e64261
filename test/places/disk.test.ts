import { execFile, spawnSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, onTestFinished, test } from "vitest";
import { folderPlace } from "../../src/places/folder.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { pointerText, pointerTo } from "../helpers/published.ts";
import { temporaryFolder } from "../helpers/repository.ts";

const [old, young] = [sampleBundle("old"), sampleBundle("young")];
const move = { bundles: new Map([[young.digest, young.bytes]]), pointers: [pointerTo(young, { serial: 2 })] };

/** A folder that serves `old`. */
async function live(): Promise<{ folder: string; pointerFile: string }> {
  const folder = join(await temporaryFolder(), "live");
  await folderPlace("live", folder).publish({
    bundles: new Map([[old.digest, old.bytes]]),
    pointers: [pointerTo(old)],
  });
  return { folder, pointerFile: join(folder, "labels/support/prod.json") };
}

describe("a place that cannot be written", () => {
  test("a file where the folder should be", async () => {
    const file = join(await temporaryFolder(), "file");
    await writeFile(file, "mine");
    for (const folder of [file, join(file, "below")]) {
      await expect(folderPlace("live", folder).publish(move)).rejects.toMatchObject({ code: "WRITE_FAILED" });
    }
    expect(await readFile(file, "utf8")).toBe("mine");
  });

  test("a folder where the pointer should be", async () => {
    const { folder } = await live();
    const inTheWay = join(folder, "labels/support/canary.json");
    await mkdir(inTheWay);
    const pointers = [pointerTo(young, { label: "canary" })];
    const publish = folderPlace("live", folder).publish({ ...move, pointers });
    await expect(publish).rejects.toMatchObject({ name: "Failure", code: "READ_FAILED" });
    expect(await readdir(join(folder, "labels/support"))).toEqual(["canary.json", "prod.json"]);
  });

  const root = process.getuid?.() === 0;
  test.skipIf(root)(`a folder nobody may write${root ? " (skipped: root may)" : ""}`, async () => {
    const { folder, pointerFile } = await live();
    await chmod(join(folder, "bundles"), 0o500);
    onTestFinished(() => chmod(join(folder, "bundles"), 0o700));
    await expect(folderPlace("live", folder).publish(move)).rejects.toMatchObject({ code: "WRITE_FAILED" });
    expect(await readFile(pointerFile, "utf8")).toBe(pointerText(old));
  });
});

const usable =
  spawnSync("strace", ["-f", "-o", "/dev/null", "--seccomp-bpf", "-e", "trace=/^rename,fsync", "true"]).status === 0;

/** Publishes the move in a process of its own, whose system calls fail as told. */
async function publishing(folder: string, ...inject: readonly string[]): Promise<{ stdout: string; killed: boolean }> {
  const module = new URL("../../dist/places/folder.js", import.meta.url).href;
  const release = `{
    bundles: new Map([[${JSON.stringify(young.digest)}, Buffer.from("${Buffer.from(young.bytes).toString("base64")}", "base64")]]),
    pointers: [${JSON.stringify(move.pointers[0])}],
  }`;
  const program = `
    import { folderPlace } from ${JSON.stringify(module)};
    await folderPlace("live", ${JSON.stringify(folder)}).publish(${release}).then(
      ({ pointers, bundles }) => console.log("written", pointers.length + bundles.length),
      (error) => console.log(error.code, error.message));`;
  const injected = inject.flatMap((what) => ["-e", `inject=${what}`]);
  const node = [process.execPath, "--input-type=module", "--eval", program];
  // The filter makes it fast, and loses injected signals.
  const filter = inject.some((what) => what.includes("signal=")) ? [] : ["--seccomp-bpf"];
  const strace = ["-f", "-qq", "-o", "/dev/null", ...filter, "-e", "trace=/^rename,fsync", ...injected, ...node];
  // With one thread for files, strace counts the calls of the process.
  return promisify(execFile)("strace", strace, { env: { ...process.env, UV_THREADPOOL_SIZE: "1" } }).then(
    ({ stdout }) => ({ stdout, killed: false }),
    ({ stdout }: { stdout: string }) => ({ stdout, killed: true }),
  );
}

describe.skipIf(!usable)(`a disk that fails${usable ? "" : " (skipped: strace is needed to inject faults)"}`, () => {
  test.each([
    ["full at the rename", "/^rename:error=ENOSPC", "ENOSPC"],
    ["broken at the first sync", "fsync:error=EIO:when=1", "EIO"],
    ["broken at the sync of the folder", "fsync:error=EIO:when=2", "EIO"],
  ])("%s: a failure, and no pointer has moved", async (_name, inject, why) => {
    const { folder, pointerFile } = await live();
    const { stdout } = await publishing(folder, inject);
    expect(stdout).toMatch(new RegExp(`^WRITE_FAILED .*${why}`));
    expect(await readFile(pointerFile, "utf8")).toBe(pointerText(old));
    expect(await publishing(folder)).toEqual({ stdout: expect.stringMatching(/^written [12]\n/), killed: false });
    expect(await readFile(pointerFile, "utf8")).toBe(pointerText(young, { serial: 2 }));
  });

  test("the pointer's own sync fails: nothing claims success", async () => {
    const { folder } = await live();
    expect((await publishing(folder, "fsync:error=EIO:when=3")).stdout).toMatch(/^WRITE_FAILED .*EIO/);
  });

  test.each([
    ["the bundle", 1],
    ["the pointer", 2],
  ])("killed at the rename of %s: the old pointer is whole, and the next publication arrives", async (_name, when) => {
    const { folder, pointerFile } = await live();
    expect(await publishing(folder, `/^rename:signal=KILL:when=${when}`)).toEqual({
      stdout: "",
      killed: true,
    });
    expect(await readFile(pointerFile, "utf8")).toBe(pointerText(old));
    // Nobody waits for the dead.
    expect((await publishing(folder)).stdout).toMatch(/^written [12]\n/);
    expect(await readFile(pointerFile, "utf8")).toBe(pointerText(young, { serial: 2 }));
  });
});
