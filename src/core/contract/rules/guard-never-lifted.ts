import { sayList } from "../../text.ts";
import { type Contract, type Guardrail, toolNamed, toolNameOf } from "../contract.ts";
import { guards } from "../guards.ts";
import type { ContractRule } from "../rule.ts";

export const guardNeverLifted: ContractRule = {
  id: "GUARD_NEVER_LIFTED",
  level: "error",
  purpose: "What `unless_called` waits for can happen: a call that is denied until it was made is never made.",
  remedy: "Name a tool in `unless_called` that may be called before, or guard by `tool` instead of by `effect`.",
  judge({ contract, written }) {
    const callable = callableTools(contract);
    return written.guardrails.flatMap(({ id, decision, unless_called = [] }, index) => {
      if (decision !== "deny" || unless_called.length === 0) return [];
      // A tool that does not exist is GUARD_UNKNOWN_TOOL.
      if (unless_called.some((name) => toolNamed(contract, name) === null)) return [];
      const awaited = [...new Set(unless_called.map((name) => toolNameOf(contract, name)))];
      if (awaited.some((name) => callable.has(name))) return [];
      return [
        {
          path: ["guardrails", index, "unless_called"],
          message: `${id} waits for a call of ${sayList(awaited, "or")}, which is itself denied: so it denies for ever`,
          hint: "let it wait for a tool that may be called before",
        },
      ];
    });
  },
};

/** Tools that can come to be called: some from the start, others once those were. */
function callableTools(contract: Contract): ReadonlySet<string> {
  const { tools, guardrails, budgets } = contract;
  const limits = Object.entries(budgets.max_calls_per_tool).filter(([, limit]) => limit === 0);
  const never = new Set(limits.map(([name]) => toolNameOf(contract, name)));
  const callable = new Set<string>();
  let left = budgets.max_tool_calls === 0 ? [] : tools.filter(({ name }) => !never.has(name));
  for (;;) {
    const opened = left.filter(
      (tool) => !guardrails.some((one) => guards(one, tool) && deniesAlways(one) && !isLifted(one)),
    );
    if (opened.length === 0) return callable;
    for (const { name } of opened) callable.add(name);
    left = left.filter(({ name }) => !callable.has(name));
  }

  function isLifted({ unless_called }: Guardrail): boolean {
    return unless_called.some((name) => callable.has(toolNameOf(contract, name)));
  }
}

function deniesAlways({ decision, when }: Guardrail): boolean {
  return decision === "deny" && (when === null || Object.keys(when).length === 0);
}
