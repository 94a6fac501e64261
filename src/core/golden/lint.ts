import type { Contract } from "../contract/contract.ts";
import type { Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import { type Fault, findingOf } from "../rule.ts";
import { someOf } from "../text.ts";
import type { TaskDraft } from "./read.ts";
import type { GoldenRule } from "./rule.ts";
import { goldenUnknownContract } from "./rules/unknown-contract.ts";
import { nameOf, type Task } from "./task.ts";

/** What is known of tasks that were judged before, for who reads file by file: it is filled. */
export interface JudgedBefore {
  /** The first task of each name. */
  readonly first: Map<string, Task>;
  /** What was said, and is said once. */
  readonly told: Set<string>;
}

/**
 * What rules say about golden tasks, each beside its contract.
 *
 * @param names of all contracts, where not all are given
 */
export function lintGoldens(
  drafts: readonly TaskDraft[],
  contracts: readonly Contract[],
  rules: readonly GoldenRule[],
  { first, told }: JudgedBefore = newJudged(),
  names = (): readonly string[] => contracts.map(({ name }) => name),
): readonly Finding[] {
  const known = new Map(contracts.map((contract) => [contract.name, contract]));
  for (const { task } of drafts) if (!first.has(nameOf(task))) first.set(nameOf(task), task);
  const once = newOnce(told);
  return drafts.flatMap((draft) => {
    const { task, subject } = draft;
    const contract = known.get(task.contract);
    if (contract === undefined) {
      return once([goldenUnknownContract.id, task.place.file])
        ? [findingOf(goldenUnknownContract, unknownContract(task.contract, names()), subject)]
        : [];
    }
    const judged = { task, contract, first: first.get(nameOf(task)) ?? task };
    return rules.flatMap((rule) =>
      rule.judge(judged).flatMap((fault) => {
        const about = fault.about ?? [];
        if (fault.ofContract === true) {
          const ofContract = [task.contract, ...about];
          return once([rule.id, ...ofContract]) ? [findingOf(rule, { ...fault, about: ofContract }, subject)] : [];
        }
        if (!draft.inherits(fault.path)) return [findingOf(rule, { ...fault, about: [task.id, ...about] }, subject)];
        // A fault in the defaults is one fault, however many tasks inherit it.
        const shared = [task.place.file, "defaults", ...about];
        return once([rule.id, ...fault.path, ...shared]) ? [findingOf(rule, { ...fault, about: shared }, subject)] : [];
      }),
    );
  });
}

export function newJudged(): JudgedBefore {
  return { first: new Map(), told: new Set() };
}

function unknownContract(name: string, known: readonly string[]): Fault {
  const hint =
    didYouMean(name, known) ?? (known.length === 0 ? "there is none yet" : `the contracts are ${someOf(known)}`);
  return { path: [], message: `there is no contract ${name}`, hint };
}

/** Says of each key once that it is new. */
function newOnce(told: Set<string>): (key: readonly (string | number)[]) => boolean {
  return (key) => {
    const before = told.size;
    return told.add(JSON.stringify(key)).size > before;
  };
}
