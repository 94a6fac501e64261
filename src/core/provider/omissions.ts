import type { Contract, Tool } from "../contract/contract.ts";
import type { Path } from "../place.ts";
import type { Remark } from "./provider.ts";

/** What no provider is told: the runtime keeps it. In the order of the contract. */
export function keptByRuntime({ variables, output, guardrails, budgets, ...rest }: Contract): readonly Remark[] {
  const { max_calls_per_tool, ...limits } = budgets;
  return [
    ...(Object.keys(variables).length === 0
      ? []
      : [remark(["variables"], "the runtime checks values before it renders")]),
    ...(output === null ? [] : [remark(["output", "readers"], "about the code that reads answers")]),
    ...(output?.enforce === "none" ? [remark(["output"], "`enforce: none`: the runtime checks answers")] : []),
    ...guardrails.map(({ id }) => remark(["guardrails", id], "the runtime asks before each call (beforeTool)")),
    ...Object.entries(limits).flatMap(([name, limit]) => (limit === null ? [] : [spent(name)])),
    ...Object.keys(max_calls_per_tool).map((tool) => spent("max_calls_per_tool", tool)),
    ...(rest.stop_reasons.length === 0 ? [] : [remark(["stop_reasons"], "the runtime names the end of a run")]),
    ...rest.knowledge.map(({ index }) => remark(["knowledge", index], "the runtime searches this version")),
    remark(["sessions"], "the runtime keeps a conversation on its bundle"),
  ];
}

/**
 * The fields of a tool that its form at a provider does not say.
 *
 * @param says the fields that it does say; none where the tool is the provider's own
 */
export function unsaidFields(tool: Tool, says: readonly (keyof Tool)[]): readonly Remark[] {
  return Object.entries(tool).flatMap(([field, value]): readonly Remark[] => {
    const why = unsaid[field];
    const empty = value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
    return why === undefined || empty || says.some((said) => said === field)
      ? []
      : [remark(["tools", tool.name, field], why)];
  });
}

const unsaid: Readonly<Record<string, string>> = {
  effect: "permissions go by it, in the runtime",
  aliases: "the runtime answers old names",
  output: "the runtime knows what a result looks like",
  annotations: "hints for whoever calls the tool",
  stop_reason: "the runtime ends the run",
  contract: "the runtime runs the other contract",
  input: "the provider's own tool has its own arguments",
  description: "the provider's own tool describes itself",
};

/** Where the contract's model is another provider's. */
export function modelMissing(title: string): Remark {
  return remark(["model", "name"], `the runtime has to name a model of ${title}`);
}

function spent(...path: readonly string[]): Remark {
  return remark(["budgets", ...path], "the runtime counts and ends the run");
}

function remark(path: Path, why: string): Remark {
  return { path, why };
}
