import { createInterface } from "node:readline";
import { execa, ExecaError, type ResultPromise } from "execa";
import { Failure } from "../core/failure.ts";

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
}

export interface ProcessResult {
  /** `null` where a signal or the time-out ended it. */
  readonly exitCode: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: string;
  readonly timedOut: boolean;
}

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
}: ProcessRequest): Promise<ProcessResult> {
  try {
    const subprocess = execa(command, args, {
      cwd,
      encoding: "buffer",
      reject: false,
      stripFinalNewline: false,
      detached: hasGroups,
      maxBuffer: 256 * 1024 * 1024,
      ...(env === undefined ? {} : { env: env as Record<string, string>, extendEnv: true }),
      ...(input === undefined ? { stdin: "ignore" } : { input }),
    });
    const watch = watchOver(subprocess, timeout, signal);
    const result = await subprocess.finally(watch.stop);
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
      stdout: result.stdout,
      stderr: new TextDecoder().decode(result.stderr),
      timedOut: watch.timedOut(),
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
    reject: false,
    stdin: "pipe",
    buffer: false,
    detached: hasGroups,
    ...(env === undefined ? {} : { env: env as Record<string, string>, extendEnv: true }),
  });
  const watch = watchOver(subprocess, timeout, signal);
  let stderr = "";
  subprocess.stderr.on("data", (chunk) => (stderr = (stderr + String(chunk)).slice(-stderrKept)));
  // A program that went away says so by ending its lines.
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
        stderr,
        timedOut: watch.timedOut(),
        why: started ? null : (result.originalMessage ?? "it did not start"),
      };
    },
  };
}

const stderrKept = 64 * 1024;

/** Milliseconds for a program to go by itself once nobody talks to it any more. */
const farewell = 1_000;

/** Windows has no process groups: there only the program itself can be ended. */
const hasGroups = process.platform !== "win32";

/** Milliseconds between the polite signal and the other one. */
const grace = 2_000;

interface Watch {
  readonly stop: () => void;
  readonly timedOut: () => boolean;
}

function watchOver(
  subprocess: Pick<ResultPromise, "pid" | "kill">,
  timeout: number | undefined,
  signal: AbortSignal | undefined,
): Watch {
  let late = false;
  const timers: NodeJS.Timeout[] = [];
  const end = (): void => {
    endGroup(subprocess, "SIGTERM");
    timers.push(setTimeout(() => endGroup(subprocess, "SIGKILL"), grace));
  };
  const expire = (): void => {
    late = true;
    end();
  };
  if (timeout !== undefined) timers.push(setTimeout(expire, timeout));
  signal?.addEventListener("abort", end, { once: true });
  if (signal?.aborted === true) end();
  return {
    stop: () => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener("abort", end);
    },
    timedOut: () => late,
  };
}

function endGroup({ pid, kill }: Pick<ResultPromise, "pid" | "kill">, signal: "SIGTERM" | "SIGKILL"): void {
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
