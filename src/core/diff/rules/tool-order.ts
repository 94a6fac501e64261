import { isExactly } from "../change.ts";
import { type Rule, severity } from "../rule.ts";

export const toolOrderChanged: Rule = {
  id: "TOOL_ORDER_CHANGED",
  purpose: "The same tools are offered in another order.",
  incident:
    "An unordered tool list broke the provider's prefix cache again and again: three quarters of a conversation's cost.",
  judge({ changes }) {
    return changes.flatMap((change) =>
      change.kind === "reordered" && isExactly(change.path, ["tools"])
        ? {
            path: change.path,
            message: "the tools stand in another order: the provider's prefix cache is written anew once",
            severity: severity("safe", "safe", "safe"),
            claims: [change],
          }
        : [],
    );
  },
};
