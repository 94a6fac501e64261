import type { ChangeFinding } from "../../core/diff/judge.ts";
import type { Review } from "../../core/diff/review.ts";
import { groupBy } from "../../core/group.ts";
import { audiences, type SeverityLevel, severityLevels, worstOf } from "../../core/severity.ts";

/** One thing to say, however many contracts it is true of: an edit of a shared text is read once. */
export interface Told {
  readonly level: SeverityLevel;
  readonly finding: ChangeFinding;
  /** It, and the same in other contracts. */
  readonly everywhere: readonly ChangeFinding[];
}

/** What is to say of the same contracts. */
export interface Section {
  readonly contracts: readonly string[];
  /** The worst first. */
  readonly told: readonly Told[];
}

/** The worst first. */
export function toldOf({ contracts }: Review): readonly Told[] {
  const groups = groupBy(
    contracts.flatMap(({ diff }) => diff.findings),
    ({ rule, path, message, severity, wayOut, words, witness }) =>
      JSON.stringify([rule, path, message, severity, wayOut, words, witness]),
  );
  return groups
    .flatMap((everywhere) => {
      const [finding] = everywhere;
      return finding === undefined ? [] : [{ level: worstOf(finding.severity), finding, everywhere }];
    })
    .toSorted((left, right) => rank(right) - rank(left));
}

/** The worst first; of equal ones those first that are about more contracts. */
export function sectionsOf(told: readonly Told[]): readonly Section[] {
  return groupBy(told, (one) => contractsOf(one).join())
    .map((group) => ({ contracts: group.slice(0, 1).flatMap(contractsOf), told: group }))
    .toSorted((left, right) => worstRank(right) - worstRank(left) || right.contracts.length - left.contracts.length);
}

function contractsOf({ everywhere }: Told): readonly string[] {
  return [...new Set(everywhere.map(({ contract }) => contract))];
}

function worstRank({ told }: Section): number {
  return Math.max(...told.map(rank));
}

/** By its level, then by how many feel it. */
function rank({ level, finding: { severity } }: Told): number {
  const felt = audiences.reduce((sum, audience) => sum + weights[severity[audience]], 0);
  return severityLevels.indexOf(level) * 100 + felt;
}

const weights: Readonly<Record<SeverityLevel, number>> = { breaking: 10, dangerous: 1, safe: 0 };

/** What is shown of a rule, and how much more there is of it. */
export interface Shown {
  readonly told: readonly Told[];
  readonly more: readonly { readonly rule: string; readonly level: SeverityLevel; readonly number: number }[];
}

/** A hundred of one kind do not bury the others: of each rule and level so many are shown. */
export function shownOf(told: readonly Told[], most: Readonly<Record<SeverityLevel, number>>): Shown {
  const kinds = groupBy(told, ({ level, finding: { rule } }) => `${level} ${rule}`);
  const shown = new Set(kinds.flatMap((kind) => kind.slice(0, most[kind[0]?.level ?? "safe"])));
  return {
    told: told.filter((one) => shown.has(one)),
    more: kinds.flatMap((kind) => {
      const [first] = kind;
      const number = kind.filter((one) => !shown.has(one)).length;
      return first === undefined || number === 0 ? [] : [{ rule: first.finding.rule, level: first.level, number }];
    }),
  };
}
