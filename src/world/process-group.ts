/** A program, and everything that it started. */
export interface Group {
  readonly pid?: number | undefined;
  kill(signal: "SIGTERM" | "SIGKILL"): boolean;
}

/** Windows has no process groups: there only the program itself can be ended. */
export const hasGroups = process.platform !== "win32";

/** Milliseconds between the polite signal and the other one. */
const grace = 2_000;

export interface Watch {
  /** Ends the group: politely, then less so. */
  readonly end: () => void;
  /** To be called when the program has ended; what it started ends with it, where it was ended by us. */
  readonly stop: () => void;
  readonly timedOut: () => boolean;
}

/** Ends a group when its time is up, when somebody interrupts, and at the latest when this process ends. */
export function watchOver(group: Group, timeout: number | undefined, signal: AbortSignal | undefined): Watch {
  let late = false;
  let ended = false;
  const timers: NodeJS.Timeout[] = [];
  const end = (): void => {
    ended = true;
    endGroup(group, "SIGTERM");
    timers.push(setTimeout(() => endGroup(group, "SIGKILL"), grace));
  };
  const expire = (): void => {
    late = true;
    end();
  };
  if (timeout !== undefined) timers.push(setTimeout(expire, timeout));
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted === true) end();
  keep(group);
  return {
    end,
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      // The program went when it was asked to; what it started may not have.
      if (ended) endGroup(group, "SIGKILL");
      alive.delete(group);
    },
    timedOut: () => late,
  };
}

export function endGroup({ pid, kill }: Group, signal: "SIGTERM" | "SIGKILL"): void {
  if (!hasGroups || pid === undefined) {
    kill(signal);
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group ended by itself in the meantime.
  }
}

const alive = new Set<Group>();

/** Groups do not hear the Ctrl-C of a terminal: who leaves in a hurry takes them along. */
function keep(group: Group): void {
  if (!listening) process.once("exit", () => alive.forEach((one) => endGroup(one, "SIGKILL")));
  listening = true;
  alive.add(group);
}

let listening = false;
