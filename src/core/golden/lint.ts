import type { Contract } from "../contract/contract.ts";
import type { Finding } from "../finding.ts";
import { didYouMean } from "../nearest.ts";
import { type Fault, findingOf } from "../rule.ts";
import { someOf } from "../text.ts";
import type { TaskDraft } from "./read.ts";
import type { GoldenRule } from "./rule.ts";
import { goldenUnknownContract } from "./rules/unknown-contract.ts";
import { nameOf, type Task } from "./task.ts";

/**
 * What rules say about golden tasks, each beside its contract.
 *
 * @param first the first task of each name so far, for who reads file by file: it is filled
 */
export function lintGoldens(
  drafts: readonly TaskDraft[],
  contracts: readonly Contract[],
  rules: readonly GoldenRule[],
  first = new Map<string, Task>(),
): readonly Finding[] {
  const known = new Map(contracts.map((contract) => [contract.name, contract]));
  for (const { task } of drafts) if (!first.has(nameOf(task))) first.set(nameOf(task), task);
  const once = newOnce();
  return drafts.flatMap((draft) => {
    const { task, subject } = draft;
    const contract = known.get(task.contract);
    if (contract === undefined) {
      return once([goldenUnknownContract.id, task.place.file])
        ? [findingOf(goldenUnknownContract, unknownContract(task.contract, [...known.keys()]), subject)]
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

function unknownContract(name: string, known: readonly string[]): Fault {
  const hint =
    didYouMean(name, known) ?? (known.length === 0 ? "there is none yet" : `the contracts are ${someOf(known)}`);
  return { path: [], message: `there is no contract ${name}`, hint };
}

/** Says of each key once that it is new. */
function newOnce(): (key: readonly (string | number)[]) => boolean {
  const told = new Set<string>();
  return (key) => {
    const before = told.size;
    return told.add(JSON.stringify(key)).size > before;
  };
}
