import { createHash, randomBytes } from "node:crypto";
import { readFile, readlink } from "node:fs/promises";

/** Who holds a lock, as its file says it: `<machine> <pid> <dice>`; the dice tell two holders of one process apart. */
export async function thisHolder(): Promise<string> {
  return `${(await machine()) ?? "unknown"} ${process.pid} ${randomBytes(6).toString("hex")}\n`;
}

/**
 * Whether a holder is certainly gone. Nobody can say so of a process of another machine, of one whose number somebody
 * else has by now, or where nothing was written: the age of the lock decides there.
 */
export async function isGone(holder: string): Promise<boolean> {
  const [where, pid] = holder.split(" ");
  return where === (await machine()) && /^[1-9]\d*$/.test(pid ?? "") && !isRunning(Number(pid));
}

/**
 * What numbers of processes are true of: this start of the kernel and this container. A host's name would not do:
 * containers that share a folder often share their name, and none sees the processes of another.
 * Hashed, because a web server may serve the lock too. `null` where there is no such thing as /proc.
 */
async function machine(): Promise<string | null> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    return createHash("sha256")
      .update(`${boot}${await readlink("/proc/self/ns/pid")}`)
      .digest("hex");
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one all the same.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
