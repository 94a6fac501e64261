import { type Contract, type Tool, toolNamed } from "../../contract/contract.ts";
import { isJsonObject, type Json, type JsonObject, sameJson } from "../../json.ts";
import { misfits } from "../../schema/partial.ts";
import type { HappenedCall } from "./conversation.ts";

/** What happened, as tools of a golden task answer it, and what of it changed something. */
export interface Simulation {
  readonly tools: Readonly<Record<string, readonly JsonObject[]>>;
  readonly writes: readonly Json[];
  readonly onConfirm: "approve" | "deny" | null;
  /** Calls that the contract, as it is now, would refuse, in words. */
  readonly refused: readonly string[];
}

export function simulationOf(calls: readonly HappenedCall[], contract: Contract): Simulation {
  const made = calls.map((call) => ({ call, tool: toolNamed(contract, call.name) }));
  const reached = made.flatMap(({ call, tool }): readonly Reached[] => {
    if (tool === null || tool.provider_tool !== null || call.came === null || call.decision === "deny") return [];
    if (call.decision === "confirm" && "error" in call.came) return [];
    if (misfits(tool.input, call.arguments).length > 0) return [];
    const args = withoutProse(call.arguments);
    return [{ tool, args, came: call.came }];
  });
  const names = [...new Set(reached.map(({ tool }) => tool.name))];
  return {
    tools: Object.fromEntries(names.map((name) => [name, entriesOf(reached.filter(({ tool }) => tool.name === name))])),
    writes: writesOf(reached),
    onConfirm: answerOf(calls, contract),
    refused: refusedOf(made),
  };
}

interface Reached {
  readonly tool: Tool;
  readonly args: JsonObject;
  readonly came: NonNullable<HappenedCall["came"]>;
}

/**
 * A model words a question otherwise each time: a text of several words is no argument to recognise a call by.
 * What is left out of `args` may be anything.
 */
function withoutProse(args: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]): readonly (readonly [string, Json])[] => {
      if (typeof value === "string" && value.trim().split(/\s+/).length > 2) return [];
      return [[name, isJsonObject(value) ? withoutProse(value) : value]];
    }),
  );
}

/** The particular stands above the general, and what came first for the same arguments above what came then. */
function entriesOf(reached: readonly Reached[]): readonly JsonObject[] {
  const groups: { readonly args: JsonObject; readonly came: Reached["came"][] }[] = [];
  for (const { args, came } of reached) {
    const group = groups.find((one) => sameJson(one.args, args));
    if (group === undefined) groups.push({ args, came: [came] });
    else group.came.push(came);
  }
  return groups
    .toSorted((left, right) => sizeOf(right.args) - sizeOf(left.args))
    .flatMap(({ args, came }) => {
      const answers = inRuns(came);
      return answers.map(({ value, times }, index): JsonObject => {
        const isLast = index === answers.length - 1;
        return {
          ...(Object.keys(args).length === 0 ? {} : { args }),
          ...("error" in value ? { error: value.error } : { return: value.result }),
          ...(isLast ? {} : { times }),
        };
      });
    });
}

function inRuns<Value extends object>(
  values: readonly Value[],
): readonly { readonly value: Value; readonly times: number }[] {
  const runs: { readonly value: Value; times: number }[] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last !== undefined && sameJson(last.value as Json, value as Json)) last.times += 1;
    else runs.push({ value, times: 1 });
  }
  return runs;
}

function sizeOf(value: Json): number {
  return isJsonObject(value) ? Object.values(value).reduce<number>((sum, part) => sum + 1 + sizeOf(part), 0) : 0;
}

function writesOf(reached: readonly Reached[]): readonly Json[] {
  const writes: { readonly tool: string; readonly args: JsonObject; times: number }[] = [];
  for (const { tool, args, came } of reached) {
    if (tool.effect === "read" || "error" in came) continue;
    const same = writes.find((one) => one.tool === tool.name && sameJson(one.args, args));
    if (same === undefined) writes.push({ tool: tool.name, args, times: 1 });
    else same.times += 1;
  }
  return writes.map(({ tool, args, times }) => {
    if (Object.keys(args).length === 0 && times === 1) return tool;
    return { tool, ...(Object.keys(args).length === 0 ? {} : { args }), ...(times === 1 ? {} : { times }) };
  });
}

/** What the person said whom a guardrail asked; `null` where nobody was asked, or nobody answered. */
function answerOf(calls: readonly HappenedCall[], { guardrails }: Contract): Simulation["onConfirm"] {
  const asked = calls.filter(({ decision }) => decision === "confirm");
  if (asked.length === 0 || !guardrails.some(({ decision }) => decision === "confirm")) return null;
  if (asked.some(({ came }) => came !== null && "result" in came)) return "approve";
  // A run that waits for an answer ends with the question.
  return asked.length > 1 || calls.at(-1)?.decision !== "confirm" ? "deny" : null;
}

function refusedOf(made: readonly { readonly call: HappenedCall; readonly tool: Tool | null }[]): readonly string[] {
  const refused = made.flatMap(({ call, tool }) => {
    if (tool === null) return [`${call.name}, which the contract does not have`];
    if (call.decision === "deny" || misfits(tool.input, call.arguments).length === 0) return [];
    return [`${call.name}(${JSON.stringify(call.arguments)}), which its input does not take`];
  });
  return [...new Set(refused)];
}
