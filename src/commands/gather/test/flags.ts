import type { ModelMode } from "../../../agents/index.ts";
import { type Config, configName } from "../../../core/config/config.ts";
import { Failure } from "../../../core/failure.ts";
import { readShard, type Shard } from "../../../core/golden/results/shard.ts";

/** The flags of `test` as they are typed. */
export interface TestInput {
  readonly contract: readonly string[];
  readonly filter: string | null;
  readonly tag: readonly string[];
  readonly tags: string | null;
  readonly failed: boolean;
  readonly onlyChanged: boolean;
  readonly base: string | null;
  readonly sameRunner: boolean;
  readonly bundle: string | null;
  readonly shard: string | null;
  readonly merge: readonly string[];
  readonly resume: boolean;
  readonly list: boolean;
  readonly watch: boolean;
  readonly passWithNoTests: boolean;
  readonly jobs: string | null;
  readonly maxSpendUsd: string | null;
  readonly results: string | null;
  readonly live: boolean;
  readonly record: boolean;
  readonly save: boolean;
}

/** What they mean. */
export interface TestFlags {
  readonly contracts: readonly string[];
  readonly filter: string | null;
  readonly tags: readonly string[];
  readonly failed: boolean;
  readonly onlyChanged: boolean;
  readonly base: string | null;
  readonly sameRunner: boolean;
  /** What the tasks are run with: a revision, label, digest, folder or file; `null` is the working tree. */
  readonly bundle: string | null;
  readonly shard: Shard | null;
  readonly merge: readonly string[];
  readonly resume: boolean;
  readonly list: boolean;
  readonly watch: boolean;
  readonly noneIsFine: boolean;
  /** `null` is as many as suit the runner. */
  readonly jobs: number | null;
  /** US dollars. */
  readonly maxSpend: number | null;
  /** Where results go; `null` is a new file in `.promptctl/results`. */
  readonly results: string | null;
  readonly mode: ModelMode;
  readonly save: boolean;
  /** The flags that leave tasks out, as they were typed: a run with one of them proves nothing. */
  readonly narrowed: readonly string[];
  /** Those, and all that say who answers and where to: what has to be said again to go on after an interruption. */
  readonly again: readonly string[];
}

/** @throws Failure USAGE where two flags contradict each other, or one says nothing */
export function readFlags(input: TestInput): TestFlags {
  const tags = [...input.tag, ...(input.tags ?? "").split(",")].map((tag) => tag.trim()).filter((tag) => tag !== "");
  const narrowed = [
    ...(input.filter === null ? [] : [`--filter ${input.filter}`]),
    ...tags.map((tag) => `--tag ${tag}`),
    ...(input.failed ? ["--failed"] : []),
    ...(input.onlyChanged ? ["--only-changed"] : []),
  ];
  if (input.tags !== null && tags.length === 0) throw usage("--tags names no tag", "write --tags smoke,security");
  refuseContradictions(input, narrowed);
  return {
    contracts: input.contract,
    filter: input.filter,
    tags,
    failed: input.failed,
    onlyChanged: input.onlyChanged,
    base: baseIn(input.base),
    sameRunner: input.sameRunner,
    bundle: input.bundle,
    shard: shardIn(input.shard),
    merge: input.merge,
    resume: input.resume,
    list: input.list,
    watch: input.watch,
    noneIsFine: input.passWithNoTests,
    jobs: jobsIn(input.jobs),
    maxSpend: maxSpendIn(input.maxSpendUsd),
    results: input.results,
    mode: input.record ? "record" : input.live ? "live" : "replay",
    save: input.save,
    narrowed,
    again: [
      ...(input.record ? ["--record"] : []),
      ...(input.live ? ["--live"] : []),
      ...(input.bundle === null ? [] : [`--bundle ${input.bundle}`]),
      ...input.contract.map((name) => `--contract ${name}`),
      ...narrowed,
      ...(input.base === null ? [] : [`--base ${input.base}`]),
      ...(input.sameRunner ? ["--same-runner"] : []),
      ...(input.shard === null ? [] : [`--shard ${input.shard}`]),
      ...(input.results === null ? [] : [`--results ${input.results}`]),
    ],
  };
}

/**
 * A program is asked anyway, and nobody should believe that it was recorded; the judge of its answers can be.
 *
 * @throws Failure USAGE
 */
export function refuseMode({ mode }: TestFlags, { runner, judge }: Pick<Config, "runner" | "judge">): void {
  if (mode === "replay" || runner === null || runner.kind === "model" || judge !== null) return;
  const flag = `--${mode}`;
  throw usage(
    `${flag} is for the runner { model: {} }, and ${configName} names a ${runner.kind}: it is asked every time`,
    `leave out ${flag}`,
  );
}

function refuseContradictions(input: TestInput, narrowed: readonly string[]): void {
  const given = {
    "--merge": input.merge.length > 0,
    "--list": input.list,
    "--watch": input.watch,
    "--base": input.base !== null,
    "--bundle": input.bundle !== null,
    "--only-changed": input.onlyChanged,
    "--shard": input.shard !== null,
    "--resume": input.resume,
    "--results": input.results !== null,
    "--save": input.save,
    "--live": input.live,
    "--record": input.record,
    "--max-spend-usd": input.maxSpendUsd !== null,
  };
  type Flag = keyof typeof given;
  const refuse = (flag: Flag, others: readonly Flag[], why: string): void => {
    const other = given[flag] ? others.find((one) => given[one]) : undefined;
    if (other !== undefined) throw usage(`${flag} and ${other} do not go together: ${why}`, `leave out one of them`);
  };
  if (input.save && narrowed.length > 0)
    throw usage("--save needs every task: a narrowed run proves nothing", `leave out ${narrowed.join(" ")}`);
  if (given["--merge"] && narrowed.length > 0)
    throw usage("--merge takes the tasks of its files as they are", `leave out ${narrowed.join(" ")}`);
  refuse("--live", ["--record"], "to record is to ask the model itself");
  refuse("--save", ["--shard"], "a part proves nothing; the step that merges all parts can save");
  refuse(
    "--merge",
    ["--list", "--watch", "--shard", "--resume", "--live", "--record", "--max-spend-usd"],
    "to merge is to read what was run",
  );
  refuse("--list", ["--watch", "--resume", "--save", "--results"], "to list is to run nothing");
  refuse("--watch", ["--shard", "--resume", "--save", "--results"], "who watches is at work, and runs what changed");
  refuse("--watch", ["--base"], "the base would be run again with every saved file");
  refuse("--merge", ["--base"], "what was compared is in its files");
  refuse("--bundle", ["--record"], "recordings are of the contracts as they are here");
  refuse("--bundle", ["--only-changed", "--watch"], "what is named does not change");
  refuse("--watch", ["--record"], "every saved file would be recorded anew");
  if (input.sameRunner && input.base === null)
    throw usage("--same-runner says how a base is run, and there is none", "name it: --base main");
  if (input.watch && input.live && input.maxSpendUsd === null)
    throw usage("--watch --live spends money with every saved file", "say how much it may be: --max-spend-usd 1");
}

function baseIn(text: string | null): string | null {
  if (text === null) return null;
  if (text.trim() === "") throw usage("--base names nothing: a variable may be empty", "write --base main");
  if (/^(?!\.{1,2}(?:[/\\]|$)).*\.\.(?![/\\])/.test(text))
    throw usage(`--base takes one state, not '${text}': head is what is here`, "write --base main");
  return text;
}

function shardIn(text: string | null): Shard | null {
  if (text === null) return null;
  const shard = readShard(text);
  if (shard === null)
    throw usage(`--shard takes a part and their number, from 1/1, not '${text}'`, "write --shard 1/4");
  return shard;
}

function jobsIn(text: string | null): number | null {
  const number = text === null ? null : Number(text);
  if (number === null || (Number.isInteger(number) && number >= 1)) return number;
  throw usage(`--jobs takes a whole number from 1, not '${text ?? ""}'`);
}

function maxSpendIn(text: string | null): number | null {
  if (text === null) return null;
  const dollars = /^\$?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text.trim().replace("$", "")) : 0;
  if (dollars > 0) return dollars;
  throw usage(`--max-spend-usd takes an amount of US dollars above 0, not '${text}'`, "write --max-spend-usd 2.50");
}

function usage(message: string, hint?: string): Failure<"USAGE"> {
  return new Failure("USAGE", { message, ...(hint === undefined ? {} : { hint }) });
}
