import { answersTo } from "../../contract/contract.ts";
import { type LimitChange, limitChanges, sayAllowance, sayForbidden, sayLimit, sayPercent } from "../limits.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";

export const budgetRaised: Rule = {
  id: "BUDGET_RAISED",
  purpose: "A limit of a run is higher.",
  incident: "A raised token limit let a loop run five times as long before anything stopped it.",
  judge: (comparison) =>
    limitChanges(comparison).flatMap((limit) => {
      const { before, after } = limit;
      if (before === null || after === null || after <= before) return [];
      const level = after > before * muchMore ? "dangerous" : "safe";
      return judgement(
        limit,
        `a run may ${sayAllowance(limit, after)} instead of ${sayLimit(limit, before)}${sayPercent(before, after)}`,
        ["safe", level, "safe"],
      );
    }),
};

/** By a fifth: what every day's reviews let pass. */
const muchMore = 1.2;

export const budgetLowered: Rule = {
  id: "BUDGET_LOWERED",
  purpose: "A limit of a run is lower.",
  incident: "Conversations that were past the new limit already were cut off at once.",
  judge: (comparison) =>
    limitChanges(comparison).flatMap((limit) => {
      const { before, after } = limit;
      if (before === null || after === null || after >= before) return [];
      const { inFlight, why } = harmOf(limit, after);
      const message =
        after === 0
          ? `a run may not ${sayForbidden(limit)} any more; it could ${sayAllowance(limit, before)}`
          : `a run may ${sayAllowance(limit, after)} only, instead of ${sayLimit(limit, before)}${sayPercent(before, after)}${why}`;
      return judgement(limit, message, [inFlight, "dangerous", "dangerous"]);
    }),
};

export const budgetAdded: Rule = {
  id: "BUDGET_ADDED",
  purpose: "A run has a limit that it did not have.",
  incident: "Work that used to take longer was cut off in the middle, and reported as done.",
  judge: (comparison) =>
    limitChanges(comparison).flatMap((limit) => {
      const { before, after } = limit;
      if (before !== null || after === null) return [];
      const most =
        after === 0 ? `a run may not ${sayForbidden(limit)}` : `a run may ${sayAllowance(limit, after)} at most`;
      if (isNew(limit, comparison)) return judgement(limit, `${most}; the tool is new`, ["safe", "safe", "safe"]);
      const { inFlight, why } = harmOf(limit, after);
      return judgement(limit, `${most}, and had no such limit${why}`, [inFlight, "dangerous", "dangerous"]);
    }),
};

export const budgetRemoved: Rule = {
  id: "BUDGET_REMOVED",
  purpose: "A limit of a run is gone.",
  incident: "A runaway loop with nothing to stop it.",
  judge: (comparison) =>
    limitChanges(comparison).flatMap((limit) => {
      const { before, after, tool } = limit;
      if (before === null || after !== null) return [];
      const was = `a run could ${sayAllowance(limit, before)} at most`;
      if (tool !== null && comparison.after.tools.every((one) => !answersTo(one, tool)))
        return judgement(limit, `${was}, and the tool is gone`, ["safe", "safe", "safe"]);
      return judgement(limit, `${was}, and nothing limits that any more`, ["dangerous", "dangerous", "safe"]);
    }),
};

interface Harm {
  readonly inFlight: "breaking" | "dangerous";
  /** The end of the sentence. */
  readonly why: string;
}

/** Resent history counts: a long conversation may be past a limit of tokens, or of money, before it begins its next run. */
function harmOf({ name }: LimitChange, limit: number): Harm {
  if (name !== "max_tokens" && name !== "max_spend_usd")
    return { inFlight: limit === 0 ? "breaking" : "dangerous", why: "" };
  return { inFlight: "breaking", why: "; an open conversation whose history alone takes that much is cut off at once" };
}

function isNew({ tool }: LimitChange, { before, renames }: Comparison): boolean {
  if (tool === null || [...renames.values()].includes(tool)) return false;
  return before.tools.every((one) => !answersTo(one, tool));
}

function judgement(limit: LimitChange, message: string, levels: Parameters<typeof severity>): readonly Judgement[] {
  const [{ path }] = limit.claims;
  return [{ path, message, severity: severity(...levels), claims: limit.claims }];
}
