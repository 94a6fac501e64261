import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../core/failure.ts";

/** However long. @throws Failure INTERRUPTED */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    let left = milliseconds;
    for (; left > longest; left -= longest) await sleep(longest, undefined, { signal });
    await sleep(left, undefined, { signal });
  } catch (error) {
    throw new Failure("INTERRUPTED", {}, { cause: error });
  }
}

/** Milliseconds: a longer timer rings at once. */
const longest = 2 ** 31 - 1;

/** Lets signals, timers and the collector of garbage have their turn: work that never waits shuts them out. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}

/** Does something that is told to stop when its time is over, or when somebody says so. */
export async function atMost<Result>(
  milliseconds: number,
  signal: AbortSignal,
  act: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stop = new AbortController();
  const abort = (): void => stop.abort();
  const timer = setTimeout(abort, milliseconds);
  signal.addEventListener("abort", abort);
  if (signal.aborted) abort();
  try {
    return await act(stop.signal);
  } finally {
    clearTimeout(timer);
    // What waits for years must not collect a listener at every look.
    signal.removeEventListener("abort", abort);
  }
}
