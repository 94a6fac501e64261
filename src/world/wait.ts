import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../core/failure.ts";

/** @throws Failure INTERRUPTED */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal });
  } catch (error) {
    throw new Failure("INTERRUPTED", {}, { cause: error });
  }
}

/** Lets signals, timers and the collector of garbage have their turn: work that never waits shuts them out. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
