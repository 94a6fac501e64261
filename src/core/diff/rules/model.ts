import type { Model } from "../../contract/contract.ts";
import { isExactly } from "../change.ts";
import type { Comparison, Judgement, Rule } from "../rule.ts";
import { severity } from "../rule.ts";

export const modelSnapshotChanged: Rule = {
  id: "MODEL_SNAPSHOT_CHANGED",
  purpose: "The same family of models, another dated snapshot.",
  incident:
    "Signatures of reasoning blocks are bound to a model: open sessions were refused with a 400 between two minor versions.",
  judge: (comparison) => (sameFamily(comparison) ? judgement(comparison, "is another snapshot") : []),
};

export const modelChanged: Rule = {
  id: "MODEL_CHANGED",
  purpose: "Another model or provider.",
  incident: "Golden results of one model say nothing about another; open sessions with reasoning were bricked.",
  judge: (comparison) => judgement(comparison, "is another model"),
};

function judgement({ before, after, changes }: Comparison, what: string): readonly Judgement[] {
  const claims = changes.filter(
    ({ path }) => isExactly(path, ["model", "name"]) || isExactly(path, ["model", "provider"]),
  );
  if (claims.length === 0) return [];
  const reasons = [before.model, after.model].some(reasoning);
  return [
    {
      path: ["model"],
      message: `${say(after.model)} ${what} than ${say(before.model)}${reasons ? "; open sessions carry reasoning that only the old one accepts" : ""}`,
      severity: severity(reasons ? "breaking" : "dangerous", "dangerous", "dangerous"),
      claims,
    },
  ];
}

function reasoning(model: Model): boolean {
  return model["reasoning_effort"] !== undefined || model["reasoning_tokens"] !== undefined;
}

/** `gpt-5-mini-2026-01-15` and `claude-x-20260115` are snapshots of `gpt-5-mini` and `claude-x`. */
function sameFamily({ before, after }: Comparison): boolean {
  const family = ({ provider, name }: Model): string => `${provider}/${name.replace(/-\d{4}-?\d{2}-?\d{2}$/, "")}`;
  return family(before.model) === family(after.model);
}

function say({ provider, name }: Model): string {
  return `${provider}/${name}`;
}
