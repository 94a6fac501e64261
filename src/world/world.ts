import type { Clock } from "./clock.ts";
import type { Terminal } from "./terminal.ts";

/** The outside, as a command gets it: what differs from call to call, and what a test replaces. */
export interface World {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  /** Do not fetch: answer from what this clone knows. */
  readonly offline: boolean;
}
