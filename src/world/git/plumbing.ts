import { Failure } from "../../core/failure.ts";
import { runProcess } from "../process.ts";
import { safeArguments, safeEnvironment } from "./safety.ts";

/** Where and how git runs. */
export interface GitContext {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Another index than the repository's own, for what must not be seen by the user. */
  readonly index?: string;
  /** Another working tree than the repository's own. */
  readonly workingTree?: string;
}

export interface GitOutput {
  readonly ok: boolean;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** One git process. A refusal of git is a result: what it means, the caller knows. */
export async function git(context: GitContext, args: readonly string[], input?: Uint8Array): Promise<GitOutput> {
  try {
    const { exitCode, stdout, stderr } = await runProcess({
      command: "git",
      args: [...safeArguments, ...args],
      cwd: context.folder,
      env: {
        ...safeEnvironment(context.env),
        ...(context.index === undefined ? {} : { GIT_INDEX_FILE: context.index }),
        ...(context.workingTree === undefined ? {} : { GIT_WORK_TREE: context.workingTree }),
      },
      signal: context.signal,
      ...(input === undefined ? {} : { input }),
    });
    return { ok: exitCode === 0, stdout, stderr };
  } catch (error) {
    if (error instanceof Failure && error.code === "PROCESS_MISSING")
      throw new Failure("GIT_MISSING", {}, { cause: error });
    throw error;
  }
}

/** @throws Failure GIT_FAILED with what was being done, in git's own words */
export async function gitText(
  context: GitContext,
  doing: string,
  args: readonly string[],
  input?: Uint8Array,
): Promise<string> {
  return new TextDecoder().decode(await gitBytes(context, doing, args, input));
}

export async function gitBytes(
  context: GitContext,
  doing: string,
  args: readonly string[],
  input?: Uint8Array,
): Promise<Uint8Array> {
  const { ok, stdout, stderr } = await git(context, args, input);
  if (!ok) throw new Failure("GIT_FAILED", { doing, why: sayGit(stderr) });
  return stdout;
}

/** git's own reason, without its markers and its advice. */
export function sayGit(stderr: string): string {
  const lines = stderr.split("\n").map((line) => line.replace(/^(?:fatal|error|remote): /, "").trim());
  return lines.find((line) => line !== "" && !line.startsWith("hint:")) ?? "git gave no reason";
}

/** Splits NUL-terminated output: the only kind in which any path is safe. */
export function records(text: string): readonly string[] {
  return text.split("\0").filter((record) => record !== "");
}
