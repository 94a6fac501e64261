import { execa, ExecaError } from "execa";
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
 * Runs a program to its end. An exit code other than 0 is a result, not an error.
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
    const result = await execa(command, args, {
      cwd,
      encoding: "buffer",
      reject: false,
      stripFinalNewline: false,
      // What we started does not outlive us.
      cleanup: true,
      forceKillAfterDelay: 2_000,
      maxBuffer: 256 * 1024 * 1024,
      ...(env === undefined ? {} : { env: env as Record<string, string>, extendEnv: true }),
      ...(input === undefined ? { stdin: "ignore" } : { input }),
      ...(timeout === undefined ? {} : { timeout }),
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    if (result.isCanceled) throw new Failure("INTERRUPTED", {});
    if (result.exitCode === undefined && !result.timedOut && result.signal === undefined) {
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
      timedOut: result.timedOut,
    };
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error;
    throw new Failure("PROCESS_MISSING", { command, why: error.shortMessage }, { cause: error });
  }
}
