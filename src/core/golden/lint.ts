import type { Contract } from "../contract/contract.ts";
import type { Finding } from "../finding.ts";
import { findingOf } from "../rule.ts";
import { sayList } from "../text.ts";
import type { TaskDraft } from "./read.ts";
import type { GoldenRule } from "./rule.ts";
import { goldenUnknownContract } from "./rules/unknown-contract.ts";

/** What rules say about golden tasks, each beside its contract. */
export function lintGoldens(
  drafts: readonly TaskDraft[],
  contracts: readonly Contract[],
  rules: readonly GoldenRule[],
): readonly Finding[] {
  const known = new Map(contracts.map((contract) => [contract.name, contract]));
  const first = firstOfEachId(drafts);
  return drafts.flatMap((draft) => {
    const { task, subject } = draft;
    const contract = known.get(task.contract);
    if (contract === undefined) {
      const fault = {
        path: [],
        message: `there is no contract ${task.contract}`,
        hint: `the contracts are ${sayList([...known.keys()])}`,
      };
      return [findingOf(goldenUnknownContract, fault, subject)];
    }
    const judged = { task, contract, first: (first.get(keyOf(draft)) ?? draft).task };
    return rules.flatMap((rule) =>
      rule
        .judge(judged)
        .map((fault) => findingOf(rule, { ...fault, about: [task.id, ...(fault.about ?? [])] }, subject)),
    );
  });
}

function firstOfEachId(drafts: readonly TaskDraft[]): ReadonlyMap<string, TaskDraft> {
  const first = new Map<string, TaskDraft>();
  for (const draft of drafts) if (!first.has(keyOf(draft))) first.set(keyOf(draft), draft);
  return first;
}

function keyOf({ task: { contract, id } }: TaskDraft): string {
  return `${contract}/${id}`;
}
