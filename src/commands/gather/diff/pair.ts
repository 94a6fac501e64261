import type { Digest } from "../../../core/bundle/digest.ts";
import type { Contract } from "../../../core/contract/contract.ts";
import { besideBroken } from "../../../core/diff/beside-broken.ts";
import { newCredentials } from "../../../core/diff/credentials.ts";
import { type ContractDiff, diffContracts } from "../../../core/diff/judge.ts";
import { diffAdded, diffRemoved, diffUnread } from "../../../core/diff/one-sided.ts";
import type { ContractReview } from "../../../core/diff/review.ts";
import type { Task } from "../../../core/golden/task.ts";
import { sameJson } from "../../../core/json.ts";
import { allTexts, type Tokenizer } from "../../../core/tokens.ts";
import type { Pair, Sides } from "./pairs.ts";
import { placed } from "./placed.ts";
import type { SideContract, SideGoldens } from "./read.ts";

/** A contract that differs. */
export interface ComparedContract {
  readonly contract: string;
  readonly called: ContractReview["called"];
  readonly before: Digest | null;
  readonly after: Digest | null;
  readonly diff: ContractDiff;
  /** What it is written in, on the new side. */
  readonly files: readonly string[];
}

/** What differs, or `null`; and the golden tasks that were read for it. */
export interface ComparedPair {
  readonly result: ComparedContract | null;
  readonly goldens: { readonly before: SideGoldens; readonly after: SideGoldens };
}

export async function comparePair(pair: Pair, { before, after }: Sides, count: Tokenizer): Promise<ComparedPair> {
  const goldens = { before: await before.goldensOf(pair.formerName), after: await after.goldensOf(pair.name) };
  const diff = await diffPair(pair, goldens, count);
  const isChange = diff !== null && diff.findings.length > 0;
  const result = isChange
    ? {
        contract: pair.name,
        called: {
          before: pair.before === null && !pair.wasUnread ? null : pair.formerName,
          after: pair.after === null ? null : pair.name,
        },
        before: pair.before?.digest ?? null,
        after: pair.after?.digest ?? null,
        diff: placed(diff, pair.after?.authored ?? null, goldens.after),
        files: pair.after?.authored?.document.files ?? [],
      }
    : null;
  return { result, goldens };
}

/** Every text of a pair whose tokens are counted, where there is anything to compare. */
export function textsOf({ before, after }: Pair): readonly string[] {
  if (isUnchanged({ before, after })) return [];
  return [
    ...(before === null ? [] : allTexts(before.contract)),
    ...(after === null ? [] : allTexts(after.contract, before?.contract)),
  ];
}

async function diffPair(
  { before, after, wasUnread }: Pair,
  goldens: ComparedPair["goldens"],
  count: Tokenizer,
): Promise<ContractDiff | null> {
  if (isUnchanged({ before, after }) && areSame(goldens)) return null;
  if (before === null) return after === null ? null : (wasUnread ? diffUnread : diffAdded)(after.contract, count);
  if (after === null) return diffRemoved(before.contract, count);
  const [was, is] = [known(before, after), known(after, before)];
  return diffContracts(was, is, {
    count,
    goldens: { before: knownTasks(goldens.before, goldens.after), after: knownTasks(goldens.after, goldens.before) },
    credentials: await newCredentials(was, is),
  });
}

function isUnchanged({ before, after }: Pick<Pair, "before" | "after">): boolean {
  return before !== null && before.digest !== null && before.digest === after?.digest;
}

/** Tasks of a broken file are taken to be as they are on the other side: what is wrong is said beside. */
function knownTasks({ tasks, broken }: SideGoldens, other: SideGoldens): readonly Task[] | null {
  if (tasks === null || other.tasks === null) return tasks;
  return [...tasks, ...other.tasks.filter(({ place }) => broken.has(place.file))];
}

function areSame({ before, after }: ComparedPair["goldens"]): boolean {
  const [left, right] = [before, after].map(({ tasks }) => tasks?.map(({ document }) => document) ?? null);
  return sameJson(left ?? null, right ?? null);
}

function known({ contract, authored, broken }: SideContract, other: SideContract): Contract {
  return besideBroken({ contract, value: authored?.document.value ?? null, broken }, other.contract);
}
