import { Failure } from "../../core/failure.ts";
import { type GitOutput, type GitProcess, runGit } from "./process.ts";
import { safeArguments, safeEnvironment } from "./safety.ts";

/** Where and how git runs. */
export interface GitContext {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Whether it had only a part of its history when it was opened: nothing makes a whole one shallow. */
  readonly wasShallow?: boolean;
  /** Another index than the repository's own, for what must not be seen by the user. */
  readonly index?: string;
  /** Another working tree than the repository's own. */
  readonly workingTree?: string;
  /** Settings on top of all others, whose names may hold any sign. */
  readonly settings?: readonly (readonly [name: string, value: string])[];
  /** What its `.git/config` says, where that is plain. */
  readonly ownConfig?: string;
  /** The file with settings of the machine, instead of the one that this git was built to read. */
  readonly systemConfig?: string;
}

/** One git process. A refusal of git is a result: what it means, the caller knows. */
export function git(context: GitContext, args: readonly string[], input?: Uint8Array): Promise<GitOutput> {
  return runGit({ ...processOf(context, args), ...(input === undefined ? {} : { input }) });
}

/** The same for what speaks with another machine: it may have to ask who is there. */
export function gitAbroad(context: GitContext, args: readonly string[]): Promise<GitOutput> {
  return runGit({ ...processOf(context, args), asks: true });
}

/** How a git process of ours is started. */
export function processOf(context: GitContext, args: readonly string[]): GitProcess {
  const { folder, env, signal, index, workingTree, systemConfig, settings = [] } = context;
  return {
    args: [...safeArguments, ...args],
    folder,
    env: {
      ...safeEnvironment(env),
      ...(index === undefined ? {} : { GIT_INDEX_FILE: index }),
      ...(workingTree === undefined ? {} : { GIT_WORK_TREE: workingTree }),
      ...(settings.length === 0 ? {} : settingsAsEnvironment(settings)),
      ...(systemConfig === undefined ? {} : { GIT_CONFIG_SYSTEM: systemConfig }),
    },
    signal,
  };
}

/** `-c` ends a name at its first `=`. */
function settingsAsEnvironment(settings: NonNullable<GitContext["settings"]>): Readonly<Record<string, string>> {
  const pairs = settings.flatMap(([name, value], at) => [
    [`GIT_CONFIG_KEY_${at}`, name],
    [`GIT_CONFIG_VALUE_${at}`, value],
  ]);
  return { GIT_CONFIG_COUNT: `${settings.length}`, ...Object.fromEntries(pairs) };
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
