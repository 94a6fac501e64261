import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { Failure } from "../../core/failure.ts";
import { collect } from "../collect.ts";
import { type Group, hasGroups, watchOver } from "../process-group.ts";

/**
 * How git is started: by node itself. To load the library that starts every other program takes longer than most
 * questions to git, which is no script, needs no shell and is found by its name on every system.
 */
export interface GitProcess {
  readonly args: readonly string[];
  readonly folder: string;
  /** Set on top of the inherited environment; `undefined` takes a name out of it. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly input?: Uint8Array;
  /** It may ask the user for a password. A terminal answers only who is in our own group. */
  readonly asks?: boolean;
}

export interface GitOutput {
  readonly ok: boolean;
  readonly stdout: Uint8Array;
  /** The last part of what it wrote there. */
  readonly stderr: string;
}

const mostStdout = 256 * 1024 * 1024;
const stderrKept = 64 * 1024;

/**
 * Runs git to its end. A refusal is a result; an interruption ends it with everything that it started.
 *
 * @throws Failure GIT_MISSING when it cannot be started, INTERRUPTED
 */
export async function runGit(request: GitProcess): Promise<GitOutput> {
  const { input, signal } = request;
  const started = startGit(request);
  if (started instanceof Error) throw new Failure("GIT_MISSING", {}, { cause: started });
  const { child, ended, end, stderr } = started;
  const stdout = collect(child.stdout, { most: mostStdout, keep: "head", full: end });
  child.stdin.end(input);
  const exitCode = await ended;
  if (signal.aborted) throw new Failure("INTERRUPTED", {});
  if (exitCode instanceof Error) throw new Failure("GIT_MISSING", {}, { cause: exitCode });
  return { ok: exitCode === 0, stdout: stdout.bytes(), stderr: stderr() };
}

/** A git that stays for further questions. It goes when this process goes. */
export interface GitServant {
  write(words: string | Uint8Array): void;
  onBytes(listener: (bytes: Uint8Array) => void): void;
  /** Called once: it has ended, or did not start. */
  onEnd(listener: (end: ServantEnd) => void): void;
  /** Whether this process waits for it. */
  hold(isNeeded: boolean): void;
  dismiss(): void;
}

export interface ServantEnd {
  readonly ok: boolean;
  readonly isMissing: boolean;
  /** The last part of what it wrote there. */
  readonly stderr: string;
}

/** @throws Failure GIT_MISSING where it cannot even be tried to start it */
export function serveGit(request: GitProcess): GitServant {
  const started = startGit(request);
  if (started instanceof Error) throw new Failure("GIT_MISSING", {}, { cause: started });
  const { child, ended, stderr } = started;
  const handles = [child, child.stdin, child.stdout, child.stderr] as readonly Partial<Handle>[];
  return {
    write: (words) => {
      // Questions that are asked at once are written at once.
      child.stdin.cork();
      child.stdin.write(words);
      process.nextTick(() => child.stdin.uncork());
    },
    onBytes: (listener) => void child.stdout.on("data", listener),
    onEnd: (listener) =>
      void ended.then((exitCode) =>
        listener({ ok: exitCode === 0, isMissing: exitCode instanceof Error, stderr: stderr() }),
      ),
    hold: (isNeeded) => {
      for (const handle of handles) (isNeeded ? handle.ref : handle.unref)?.call(handle);
    },
    dismiss: () => void child.stdin.end(),
  };
}

/** What keeps a process of node alive. */
interface Handle {
  ref(): void;
  unref(): void;
}

interface Started {
  readonly child: ChildProcessWithoutNullStreams;
  /** Its exit code, `null` where a signal ended it; or why it did not start. Never rejected. */
  readonly ended: Promise<number | null | Error>;
  end(): void;
  stderr(): string;
}

function startGit({ args, folder, env, signal, asks = false }: GitProcess): Started | Error {
  const child = spawned(() =>
    spawn("git", args, {
      cwd: folder,
      env: { ...process.env, ...env },
      detached: hasGroups && !asks,
      windowsHide: true,
    }),
  );
  if (child instanceof Error) return child;
  const kill: Group["kill"] = (how) => child.kill(how);
  const watch = watchOver(asks ? { kill } : { pid: child.pid, kill }, undefined, signal);
  const said = collect(child.stderr, { most: stderrKept, keep: "tail" });
  // Who went away says so by its exit code.
  child.stdin.on("error", () => undefined);
  const ended = once(child, "close").then(
    ([exitCode]: readonly (number | null)[]) => exitCode ?? null,
    (error: unknown) => errorOf(error),
  );
  return {
    child,
    ended: ended.finally(watch.stop),
    end: watch.end,
    stderr: () => new TextDecoder().decode(said.bytes()),
  };
}

function spawned<Child>(start: () => Child): Child | Error {
  try {
    return start();
  } catch (error) {
    return errorOf(error);
  }
}

function errorOf(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
