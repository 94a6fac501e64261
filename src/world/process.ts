import { createInterface } from "node:readline";
import { execa, ExecaError } from "execa";
import { Failure } from "../core/failure.ts";
import { collect } from "./collect.ts";
import { endGroup, hasGroups, watchOver } from "./process-group.ts";

export interface ProcessRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Set on top of the inherited environment; `undefined` takes a name out of it. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: Uint8Array | string;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
  /** Bytes that it may write to stdout; who writes more is ended. */
  readonly most?: number;
  /** Milliseconds after its end in which what it started may hold its streams open; without it, for ever. */
  readonly linger?: number;
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

const mostStdout = 256 * 1024 * 1024;
const stderrKept = 64 * 1024;

/**
 * Runs a program to its end. An exit code other than 0 is a result, not an error. A time-out or an
 * interruption ends the whole group: the program and everything that it started.
 *
 * @throws Failure PROCESS_MISSING when it cannot be started, INTERRUPTED when it was cancelled
 */
export async function runProcess({
  command,
  args,
  cwd,
  env,
  input,
  timeout,
  signal,
  most = mostStdout,
  linger,
}: ProcessRequest): Promise<ProcessResult> {
  try {
    const subprocess = execa(command, args, {
      cwd,
      encoding: "buffer",
      reject: false,
      buffer: false,
      detached: hasGroups,
      ...(env === undefined ? {} : { env: env as Record<string, string>, extendEnv: true }),
      ...(input === undefined ? { stdin: "ignore" } : { input }),
    });
    const watch = watchOver(subprocess, timeout, signal);
    const stdout = collect(subprocess.stdout, { most, keep: "head", full: watch.end });
    const stderr = collect(subprocess.stderr, { most: stderrKept, keep: "tail" });
    // A child that was left behind may hold the streams open for ever, also one that has left the group.
    const release = (): void => {
      endGroup(subprocess, "SIGKILL");
      subprocess.stdout.destroy();
      subprocess.stderr.destroy();
    };
    const timers: NodeJS.Timeout[] = [];
    if (linger !== undefined) subprocess.once("exit", () => timers.push(setTimeout(release, linger)));
    const result = await subprocess.finally(() => {
      watch.stop();
      for (const timer of timers) clearTimeout(timer);
    });
    if (signal?.aborted === true) throw new Failure("INTERRUPTED", {});
    if (result.exitCode === undefined && result.signal === undefined) {
      throw new Failure(
        "PROCESS_MISSING",
        { command, why: result.originalMessage ?? "it did not start" },
        { cause: result },
      );
    }
    return {
      exitCode: result.exitCode ?? null,
      stdout: stdout.bytes(),
      stderr: new TextDecoder().decode(stderr.bytes()),
      timedOut: watch.timedOut(),
      tooMuch: stdout.cut(),
    };
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    throw new Failure("PROCESS_MISSING", { command, why: error.shortMessage }, { cause: error });
  }
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

/** Starts a program to talk to. A time-out, of the whole conversation, or an interruption ends its group. */
export function startProcess({ command, args, cwd, env, timeout, signal }: ProcessRequest): Conversation {
  const subprocess = execa(command, args, {
    cwd,
    encoding: "buffer",
    reject: false,
    stdin: "pipe",
    buffer: false,
    detached: hasGroups,
    ...(env === undefined ? {} : { env: env as Record<string, string>, extendEnv: true }),
  });
  const watch = watchOver(subprocess, timeout, signal);
  const stderr = collect(subprocess.stderr, { most: stderrKept, keep: "tail" });
  // A program that went away says so by ending its stdout.
  subprocess.stdin.on("error", () => undefined);
  return {
    say: (line) => void subprocess.stdin.write(`${line}\n`),
    lines: createInterface({ input: subprocess.stdout })[Symbol.asyncIterator](),
    end: async () => {
      subprocess.stdin.end();
      const impatience = watchOver(subprocess, farewell, undefined);
      const result = await subprocess;
      impatience.stop();
      watch.stop();
      endGroup(subprocess, "SIGKILL");
      const started = result.exitCode !== undefined || result.signal !== undefined;
      return {
        exitCode: result.exitCode ?? null,
        stderr: new TextDecoder().decode(stderr.bytes()),
        timedOut: watch.timedOut(),
        why: started ? null : (result.originalMessage ?? "it did not start"),
      };
    },
  };
}

/** Milliseconds for a program to go by itself once nobody talks to it any more. */
const farewell = 1_000;
