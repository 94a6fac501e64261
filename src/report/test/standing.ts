import type { Standing } from "../../core/golden/results/standing.ts";

/** How a task stands to the base, in few words. */
export const standingWords: Readonly<Record<Standing["kind"], string>> = {
  equal: "compared",
  same: "as at the base",
  added: "new",
  changed: "asks something else",
  removed: "gone here",
  weakened: "proves less here",
};

/** The same as a sentence; `null` where there is nothing to say: it was run on both sides. */
export function sayStanding(standing: Standing | null): string | null {
  switch (standing?.kind) {
    case undefined:
    case "equal":
      return null;
    case "same":
      return "Contract and program are those of the base, which was not run again.";
    case "added":
      return "New: the base has no such task, so that there is nothing to compare.";
    case "changed":
      return "It asks something else than at the base, so that there is nothing to compare.";
    case "removed":
      return "Gone here: run as the base has it, so that nothing gets better by asking less.";
    case "weakened":
      return "It proves less here: run as the base has it, so that nothing gets better by asking less.";
  }
}

/** What a task proves less, reason by reason. */
export function weakenedBy(standing: Standing | null): readonly string[] {
  return standing?.kind === "weakened" ? standing.says : [];
}
