import { setFlagsFromString } from "node:v8";

/**
 * What of V8's ways is too much for work that is done some hundred times and then never again.
 *
 * - `compiling`: most of what it compiles a second time, to be quick, is not run often enough to win that back. To wait
 *   fifteen times as long with it spares node 20 a third of the processor for a thousand golden tasks, and for a hundred
 *   changed contracts; with node 22 nothing is won by it.
 * - `room`: what is new has as much room as at the start, not up to sixteen times as much. It costs nothing where little
 *   is kept, and a fifth of the time where ten thousand contracts are.
 * - `heap`: it is cleared when it has grown by half, and not when it has doubled.
 */
export type Saving = "compiling" | "room" | "heap";

/** Called when the program is loaded: what was kept of its compiled code is taken by the usual settings only. */
export function runSparingly(...savings: readonly Saving[]): void {
  const [, line = ""] = /^v(\d+)\./.exec(process.version) ?? [];
  for (const flag of savings.flatMap((saving) => flags[saving])) {
    // A V8 that does not know a flag complains on stderr.
    if (set.has(flag) || !flag.lines.includes(line)) continue;
    set.add(flag);
    setFlagsFromString(flag.sparing);
    // What is kept when the process ends says by which settings it was made.
    process.prependOnceListener("exit", () => setFlagsFromString(flag.usual));
  }
}

interface Flag {
  /** The lines of node that have it. */
  readonly lines: readonly string[];
  readonly sparing: string;
  /** As `node --v8-options` says it. */
  readonly usual: string;
}

const set = new Set<Flag>();

const flags: Readonly<Record<Saving, readonly Flag[]>> = {
  compiling: [{ lines: ["20"], sparing: "--interrupt-budget=1000000", usual: "--interrupt-budget=67584" }],
  room: [
    { lines: ["20", "22"], sparing: "--semi-space-growth-factor=1", usual: "--semi-space-growth-factor=2" },
    // So little is cleared by one thread before others are called.
    { lines: ["20", "22"], sparing: "--no-parallel-scavenge", usual: "--parallel-scavenge" },
  ],
  heap: [{ lines: ["20", "22"], sparing: "--heap-growing-percent=50", usual: "--heap-growing-percent=0" }],
};
