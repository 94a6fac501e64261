import { createInterface } from "node:readline";
import spawn from "cross-spawn";
import { Failure } from "../core/failure.ts";
import { collect } from "./collect.ts";
import { endGroup, hasGroups, watchOver } from "./process-group.ts";
import { type Started, takeCharge } from "./started.ts";

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** All of its environment; without it, our own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

interface Run extends ProcessRequest {
  readonly input: string;
  /** Bytes that it may write to stdout; who writes more is ended. */
  readonly most: number;
  /** Milliseconds after its end in which what it started may hold its streams open. */
  readonly linger: number;
}

export interface ProcessResult {
  /** `null` where a signal or the time-out ended it. */
  readonly exitCode: number | null;
  readonly stdout: Uint8Array;
  /** The last part of what it wrote there. */
  readonly stderr: string;
  readonly timedOut: boolean;
  /** It wrote more than it may, and was ended. */
  readonly tooMuch: boolean;
}

/**
 * Runs a program to its end. An exit code other than 0 is a result, not an error. A time-out or an
 * interruption ends the whole group: the program and everything that it started.
 *
 * @throws Failure PROCESS_MISSING when it cannot be started, INTERRUPTED when it was cancelled
 */
export async function runProcess({ input, most, linger, ...request }: Run): Promise<ProcessResult> {
  const { command, signal } = request;
  const started = start(request);
  if (started instanceof Error) throw missing(command, started);
  const { child, group, watch, ended, stderr } = started;
  const stdout = collect(child.stdout, { most, keep: "head", full: watch.end });
  child.stdin.end(input);
  // A child that was left behind may hold the streams open for ever, also one that has left the group.
  const release = (): void => {
    endGroup(group, "SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
  };
  let timer: NodeJS.Timeout | undefined;
  child.once("exit", () => (timer = setTimeout(release, linger)));
  const exitCode = await ended;
  clearTimeout(timer);
  if (signal?.aborted === true) throw new Failure("INTERRUPTED", {});
  if (exitCode instanceof Error) throw missing(command, exitCode);
  return {
    exitCode,
    stdout: stdout.bytes(),
    stderr: stderr(),
    timedOut: watch.timedOut(),
    tooMuch: stdout.cut(),
  };
}

/** A program that is talked to, line by line. */
export interface Conversation {
  say(line: string): void;
  /** What it writes to stdout, as it comes; ends where it does. */
  readonly lines: AsyncIterableIterator<string>;
  /** Ends it: politely, then less so, with everything that it started. */
  end(): Promise<ConversationEnd>;
}

export interface ConversationEnd {
  /** `null` where a signal ended it. */
  readonly exitCode: number | null;
  /** The last part of what it wrote there. */
  readonly stderr: string;
  readonly timedOut: boolean;
  /** Why it could not even be started, or `null`. */
  readonly why: string | null;
}

/**
 * Starts a program to talk to. A time-out, of the whole conversation, or an interruption ends its group.
 *
 * @throws Failure PROCESS_MISSING where it cannot even be tried
 */
export function startProcess(request: ProcessRequest): Conversation {
  const started = start(request);
  if (started instanceof Error) throw missing(request.command, started);
  const { child, group, watch, ended, stderr } = started;
  return {
    say: (line) => void child.stdin.write(`${line}\n`),
    lines: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    end: async () => {
      child.stdin.end();
      const impatience = watchOver(group, farewell, undefined);
      const exitCode = await ended;
      impatience.stop();
      endGroup(group, "SIGKILL");
      const why = exitCode instanceof Error ? exitCode.message : null;
      return {
        exitCode: exitCode instanceof Error ? null : exitCode,
        stderr: stderr(),
        timedOut: watch.timedOut(),
        why,
      };
    },
  };
}

/** Milliseconds for a program to go by itself once nobody talks to it any more. */
const farewell = 1_000;

function start({ command, args, cwd, env, timeout, signal }: ProcessRequest): Started | Error {
  return takeCharge(
    () => spawn(command, args, { cwd, env: env ?? process.env, detached: hasGroups, windowsHide: true }),
    { timeout, signal },
  );
}

function missing(command: string, error: Error): Failure {
  return new Failure("PROCESS_MISSING", { command, why: error.message }, { cause: error });
}
