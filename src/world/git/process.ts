import { spawn } from "node:child_process";
import { Failure } from "../../core/failure.ts";
import { collect } from "../collect.ts";
import { hasGroups } from "../process-group.ts";
import { type Started, takeCharge } from "../started.ts";

/** How git is started: by node alone, because it is no script, needs no shell and is found by its name on every system. */
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

/**
 * Runs git to its end. A refusal is a result; an interruption ends it with everything that it started.
 *
 * @throws Failure GIT_MISSING when it cannot be started, INTERRUPTED
 */
export async function runGit(request: GitProcess): Promise<GitOutput> {
  const { input, signal } = request;
  const started = startGit(request);
  if (started instanceof Error) throw new Failure("GIT_MISSING", {}, { cause: started });
  const { child, watch, ended, stderr } = started;
  const stdout = collect(child.stdout, { most: mostStdout, keep: "head", full: watch.end });
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

function startGit({ args, folder, env, signal, asks = false }: GitProcess): Started | Error {
  return takeCharge(
    () =>
      spawn("git", args, {
        cwd: folder,
        env: { ...process.env, ...env },
        detached: hasGroups && !asks,
        windowsHide: true,
      }),
    { signal, alone: asks },
  );
}
