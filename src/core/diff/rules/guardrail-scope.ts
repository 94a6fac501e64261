import { editsOf, judgeEdit } from "../guardrail/edits.ts";
import { isFollowing } from "../guardrail/following.ts";
import { type Rule, severity } from "../rule.ts";

export const guardScopeChanged: Rule = {
  id: "GUARD_SCOPE_CHANGED",
  purpose: "A guardrail is about other tools.",
  incident: "An effect was taken out of a list, and with it every tool that only writes was guarded by nothing.",
  judge: (comparison) => editsOf(comparison, "tool", "effect").map((edit) => judgeEdit(comparison, edit)),
};

export const guardConditionChanged: Rule = {
  id: "GUARD_CONDITION_CHANGED",
  purpose: "A guardrail is about calls with other arguments: its condition is wider, narrower or another one.",
  incident: "A limit inside a guardrail went from 100 to 1000 among forty changed lines.",
  judge: (comparison) =>
    editsOf(comparison, "when").map((edit) => {
      const judgement = judgeEdit(comparison, edit);
      if (!isFollowing(comparison, edit)) return judgement;
      return {
        ...judgement,
        message: `the guardrail ${edit.is.id} follows a parameter to its new name, and says the same`,
        severity: severity("safe", "safe", "safe"),
        witness: null,
      };
    }),
};

export const guardPrerequisiteChanged: Rule = {
  id: "GUARD_PREREQUISITE_CHANGED",
  purpose: "A guardrail is lifted by other calls than before.",
  incident:
    "A cheap look-up was added to what lifts a denial, and customers were no longer identified before a refund.",
  judge: (comparison) => editsOf(comparison, "unless_called").map((edit) => judgeEdit(comparison, edit)),
};
