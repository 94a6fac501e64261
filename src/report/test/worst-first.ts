import { groupBy } from "../../core/group.ts";
import type { Answered } from "../../core/regression/answer.ts";
import { type ComparedSides, regressionsIn } from "../../core/regression/compare-sides.ts";

/** What got worse: over all tasks first, then task by task, those first that pass less often or grew most. */
export function worstFirst(compared: ComparedSides): readonly (Answered & { readonly task: string | null })[] {
  const all = regressionsIn(compared);
  const single = all.filter(({ task }) => task !== null);
  const groups = groupBy(single, ({ task }) => task ?? "").toSorted((left, right) => growthIn(right) - growthIn(left));
  return [...all.filter(({ task }) => task === null), ...groups.flat()];
}

/** Passing less often is worse than any number; two of them are equal. */
function growthIn(group: readonly Answered[]): number {
  return Math.max(
    ...group.map(({ comparison }) => {
      return comparison.kind === "outcomes" ? Number.MAX_VALUE : (comparison.ratio ?? Number.MAX_VALUE / 2);
    }),
  );
}
