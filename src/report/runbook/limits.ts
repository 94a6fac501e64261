import { type Contract, toolNameOf } from "../../core/contract/contract.ts";
import { count } from "../../core/text.ts";
import { type Block, list, paragraph, toned } from "../report.ts";

export function limitBlocks(contract: Contract): readonly Block[] {
  const { max_steps, max_tool_calls, max_tokens, max_seconds, max_spend_usd, max_calls_per_tool } = contract.budgets;
  const say = (limit: number | null, words: (limit: number) => string): readonly string[] =>
    limit === null ? [] : [`at most ${words(limit)}`];
  const items = [
    ...say(max_steps, (limit) => `${count(limit, "answer")} of the model (steps)`),
    ...say(max_tool_calls, (limit) => count(limit, "tool call")),
    ...Object.entries(max_calls_per_tool).flatMap(([tool, limit]) =>
      say(limit, () => `${count(limit, "call")} of ${toolNameOf(contract, tool)}`),
    ),
    ...say(
      max_tokens,
      (limit) => `${count(limit, "token")}; each step sends the whole conversation again, and that counts`,
    ),
    ...say(max_seconds, (limit) => count(limit, "second")),
    ...say(max_spend_usd, (limit) => count(limit, "US dollar")),
  ];
  if (items.length === 0)
    return [paragraph(toned("warn", "None is set: a run that goes round in circles does not end."))];
  return [paragraph("A run is the work on one message of the user."), list(items)];
}

export function endItems({ tools, guardrails, budgets, stop_reasons }: Contract): readonly string[] {
  const { max_calls_per_tool, ...others } = budgets;
  const limited = Object.keys(max_calls_per_tool).length > 0 || Object.values(others).some((limit) => limit !== null);
  const ending = tools.filter(({ stop_reason }) => stop_reason !== null);
  const unexplained = stop_reasons.filter((reason) => !ending.some(({ stop_reason }) => stop_reason === reason));
  return [
    "it has answered (finish)",
    ...ending.map(({ name, stop_reason }) => `it has called ${name} (${stop_reason ?? ""})`),
    ...(guardrails.some(({ decision }) => decision === "confirm")
      ? ["a call waits for a confirmation (needs_confirmation)"]
      : []),
    ...(limited ? ["a limit is reached (budget_exceeded)"] : []),
    ...unexplained.map((reason) => `the application says so (${reason})`),
    "it is stopped from outside, the model refuses, or something fails",
  ];
}
