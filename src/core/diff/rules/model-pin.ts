import { isSnapshot } from "../model/family.ts";
import { carriesReasoning, isSameFamily, modelNames, modelRow, newestOf, sayReasoning } from "../model/names.ts";
import { type Rule, severity } from "../rule.ts";

export const modelPinAdded: Rule = {
  id: "MODEL_PIN_ADDED",
  purpose: "The model is named by a snapshot that stays, where it had a name that moves.",
  incident: "A moving name was pinned to last year's snapshot: the agent answered as it had then.",
  judge(comparison) {
    const { before, after } = modelNames(comparison);
    if (!isSameFamily(comparison) || isSnapshot(before) || !isSnapshot(after)) return [];
    const current = newestOf(comparison.before.model);
    const isCurrent = current === after;
    const level = isCurrent ? "safe" : "dangerous";
    const known =
      current === null
        ? `what ${before} stands for today is not known here`
        : `${before} stands for ${current}, as far as is known here`;
    return modelRow(comparison, {
      message: `${after} stays what it is, where ${before} moves${isCurrent ? "" : `; ${known}`}`,
      severity: severity(!isCurrent && carriesReasoning(comparison) ? "breaking" : level, level, level),
    });
  },
};

export const modelPinRemoved: Rule = {
  id: "MODEL_PIN_REMOVED",
  purpose: "The model is named by a name that moves, where it had a snapshot that stays.",
  incident: "The provider pointed the name at another model, and an agent changed without a change.",
  judge(comparison) {
    const { before, after } = modelNames(comparison);
    if (!isSameFamily(comparison) || !isSnapshot(before) || isSnapshot(after)) return [];
    return modelRow(comparison, {
      message: `${after} is a name that the provider can point at another model, and ${before} stayed what it was${sayReasoning(comparison)}`,
      severity: severity(carriesReasoning(comparison) ? "breaking" : "dangerous", "dangerous", "dangerous"),
      wayOut: `write ${newestOf(comparison.after.model) ?? before}, so that another model is a change that somebody reviews`,
    });
  },
};
