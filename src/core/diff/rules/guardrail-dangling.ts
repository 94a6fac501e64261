import { type Contract, toolNamed } from "../../contract/contract.ts";
import { type Rule, severity } from "../rule.ts";

export const guardrailDanglingTarget: Rule = {
  id: "GUARD_DANGLING_TARGET",
  purpose: "A guardrail names a tool that the contract does not have, so it guards nothing.",
  incident: "Renaming a tool silently disarms its guardrail: the confirmation before refunds never came again.",
  judge({ before, after }) {
    const already = new Set(danglingTargets(before).map(({ id, tool }) => `${id} ${tool}`));
    return danglingTargets(after)
      .filter(({ id, tool }) => !already.has(`${id} ${tool}`))
      .map(({ id, tool }) => ({
        path: ["guardrails", id],
        message: `the guardrail ${id} names ${tool}, and there is no such tool: it guards nothing now`,
        severity: severity("breaking", "breaking", "breaking"),
        claims: [],
        wayOut: `let ${id} name the tool by its new name, or give that tool \`aliases: [${tool}]\``,
      }));
  },
};

function danglingTargets(contract: Contract): readonly { id: string; tool: string }[] {
  return contract.guardrails.flatMap(({ id, tool, unless_called }) =>
    [...(tool === null ? [] : [tool]), ...unless_called]
      .filter((name) => toolNamed(contract, name) === null)
      .map((name) => ({ id, tool: name })),
  );
}
