import type { ChildProcess, ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import { collect } from "./collect.ts";
import { type Group, type Watch, watchOver } from "./process-group.ts";

/** A program that was started, and what its end is known by. */
export interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  readonly group: Group;
  readonly watch: Watch;
  /** Its exit code, `null` where a signal ended it; or why it did not start. Never rejected. */
  readonly ended: Promise<number | null | Error>;
  /** The last part of what it wrote there. */
  stderr(): string;
}

export interface Charge {
  /** Milliseconds. */
  readonly timeout?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** It stays in our own group, of which nobody else may be ended. */
  readonly alone?: boolean;
}

const stderrKept = 64 * 1024;

/** Starts a program and takes charge of it; returns why that could not even be tried. */
export function takeCharge(start: () => ChildProcess, { timeout, signal, alone = false }: Charge): Started | Error {
  const child = started(start);
  if (child instanceof Error) return child;
  // To be listened to at once, also by who has no streams.
  const ended = once(child, "close").then(
    ([exitCode]: readonly (number | null)[]) => exitCode ?? null,
    (error: unknown) => errorOf(error),
  );
  if (!hasStreams(child)) return new Error("too many files are open");
  const kill: Group["kill"] = (how) => child.kill(how);
  const group = alone ? { kill } : { pid: child.pid, kill };
  const watch = watchOver(group, timeout, signal);
  const said = collect(child.stderr, { most: stderrKept, keep: "tail" });
  // Who went away says so by its exit code.
  child.stdin.on("error", () => undefined);
  return {
    child,
    group,
    watch,
    ended: ended.finally(watch.stop),
    stderr: () => new TextDecoder().decode(said.bytes()),
  };
}

function started<Child>(start: () => Child): Child | Error {
  try {
    return start();
  } catch (error) {
    return errorOf(error);
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** There are none where a process may open no more files. */
function hasStreams(child: ChildProcess): child is ChildProcessWithoutNullStreams {
  return [child.stdin, child.stdout, child.stderr].every((stream) => (stream ?? null) !== null);
}
