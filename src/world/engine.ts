import { setFlagsFromString } from "node:v8";

/**
 * For work that is done a thousand times and then never again. It leaves much behind and keeps little: the heap is cleared
 * when it has grown by half, and not when it has doubled; and what is new has as much room as at the start, not up to
 * sixteen times as much: a quarter of the memory of five thousand golden tasks, at no cost. And most of what V8 compiles a
 * second time, to be quick, is not run often enough to win that back: to wait fifteen times as long with it spares node
 * 20 a third of the processor for a thousand tasks, and for a hundred changed contracts. With node 22 nothing is won by it.
 *
 * Called when the program is loaded: what is loaded from its kept code is loaded by the usual settings only.
 */
export function runSparingly(): void {
  if (isSparing) return;
  isSparing = true;
  const [, line = ""] = /^v(\d+)\./.exec(process.version) ?? [];
  // A V8 that does not know a flag complains on stderr.
  const flags = known.filter(({ lines }) => lines.some((one) => one === line));
  for (const { flag, sparing } of flags) setFlagsFromString(`${flag}=${sparing}`);
  // What is kept when the process ends says by which settings it was made.
  process.prependOnceListener("exit", () => {
    for (const { flag, usual } of flags) setFlagsFromString(`${flag}=${usual}`);
  });
}

let isSparing = false;

/** As `node --v8-options` lists them. */
const known = [
  { flag: "--heap-growing-percent", lines: ["20", "22"], usual: 0, sparing: 50 },
  { flag: "--semi-space-growth-factor", lines: ["20", "22"], usual: 2, sparing: 1 },
  { flag: "--interrupt-budget", lines: ["20"], usual: 67_584, sparing: 1_000_000 },
] as const;
