import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "vitest";

/** Whether a file system can be made here: it takes root, and a system that allows it. */
export const mountable = canMount();

export const unmountable = mountable ? "" : " (skipped: no tmpfs can be mounted here)";

export interface SmallDisk {
  readonly folder: string;
  /** Uses up every byte that is left. */
  fill(): Promise<void>;
  free(): Promise<void>;
  /** Whether it may be written. */
  allow(writes: boolean): void;
}

/** A disk of its own at a folder, as large as that; gone when the test is over. */
export function smallDisk({ onTestFinished }: TestContext, folder: string, size: string): SmallDisk {
  mkdirSync(folder, { recursive: true });
  expectRun("mount", "-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder);
  onTestFinished(() => expectRun("umount", "--lazy", folder));
  const filler = join(folder, "filler");
  return {
    folder,
    fill: () => writeFile(filler, Buffer.alloc(64 * 1024 * 1024)).catch(() => undefined),
    free: () => rm(filler, { force: true }),
    allow: (writes) => expectRun("mount", "-o", `remount,${writes ? "rw" : "ro"}`, folder),
  };
}

function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "promptctl-test-"));
  try {
    return run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder) && run("umount", folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function expectRun(program: string, ...args: readonly string[]): void {
  if (!run(program, ...args)) throw new Error(`${program} ${args.join(" ")} failed`);
}

function run(program: string, ...args: readonly string[]): boolean {
  return spawnSync(program, args).status === 0;
}
