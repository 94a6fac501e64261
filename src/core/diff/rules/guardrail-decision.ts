import type { Decision } from "../../contract/contract.ts";
import { editsOf, judgeEdit } from "../guardrail/edits.ts";
import type { Comparison, Rule } from "../rule.ts";

export const guardAllowToConfirm: Rule = decisionRule("allow", "confirm", {
  id: "GUARD_ALLOW_TO_CONFIRM",
  purpose: "A guardrail that allowed calls asks for a confirmation.",
  incident: "A fifth of unattended runs stalled at an approval that nobody was there to give.",
  wayOut: ({ after }) =>
    after.sessions.attended
      ? "narrow it with `when:` to the calls that somebody has to look at"
      : "write `decision: deny`, so that the model is told and can go on, or see to it that somebody is there",
});

export const guardAllowToDeny: Rule = decisionRule("allow", "deny", {
  id: "GUARD_ALLOW_TO_DENY",
  purpose: "A guardrail that allowed calls denies them.",
  incident: "Conversations that were half through a refund could not finish it.",
  wayOut: () => "let open conversations end first, or begin with `decision: confirm`",
});

export const guardConfirmToAllow: Rule = decisionRule("confirm", "allow", {
  id: "GUARD_CONFIRM_TO_ALLOW",
  purpose: "A guardrail that asked for a confirmation lets calls through.",
  incident: "A confirmation that was in the way was dropped for all amounts, and the first large refund asked nobody.",
  wayOut: () => "keep `confirm`, and narrow it with `when:` to the calls that somebody has to look at",
});

export const guardConfirmToDeny: Rule = decisionRule("confirm", "deny", {
  id: "GUARD_CONFIRM_TO_DENY",
  purpose: "A guardrail that asked for a confirmation denies the calls.",
  incident: "What a person could approve could not be done any more, and the model offered it all the same.",
  wayOut: () => "let open conversations end first, and say in the prompt that this cannot be done here",
});

export const guardDenyToAllow: Rule = decisionRule("deny", "allow", {
  id: "GUARD_DENY_TO_ALLOW",
  purpose: "A guardrail that denied calls lets them through.",
  incident: "A denial was lifted for a test and released with it.",
  wayOut: () => "write `decision: confirm`, so that a person sees the first of these calls",
});

export const guardDenyToConfirm: Rule = decisionRule("deny", "confirm", {
  id: "GUARD_DENY_TO_CONFIRM",
  purpose: "A guardrail that denied calls asks for a confirmation.",
  incident: "People confirmed what had never been possible before, because they were asked.",
});

interface Card {
  readonly id: string;
  readonly purpose: string;
  readonly incident: string;
  readonly wayOut?: (comparison: Comparison) => string;
}

function decisionRule(from: Decision, to: Decision, { wayOut, ...card }: Card): Rule {
  return {
    ...card,
    judge: (comparison) =>
      editsOf(comparison, "decision")
        .filter(({ was, is }) => was.decision === from && is.decision === to)
        .map((edit) => {
          const judgement = judgeEdit(comparison, edit);
          const isHarmless = judgement.severity.newSessions === "safe";
          return isHarmless || wayOut === undefined ? judgement : { ...judgement, wayOut: wayOut(comparison) };
        }),
  };
}
