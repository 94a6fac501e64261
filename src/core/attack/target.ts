import { sayName } from "../name-words.ts";
import type { Contract, Tool } from "../contract/contract.ts";
import { coreStopReasons } from "../contract/stop-reasons.ts";
import { parseTemplate } from "../contract/template/parse.ts";
import { usedNames } from "../contract/template/names.ts";
import type { Simulated } from "../golden/schema.ts";
import type { Task } from "../golden/task.ts";
import { isJsonArray, type Json, type JsonObject } from "../json.ts";
import { checkToolCall } from "../run/checkpoint.ts";
import { matchesSchema } from "../schema/validate.ts";
import { countCall, freshMeter, startRun } from "../run/meter.ts";
import { harmlessResult } from "./known.ts";
import { sampleOf } from "./sample.ts";

/** A contract as somebody sees it who wants to misuse it. */
export interface Target {
  readonly contract: Contract;
  /** Golden tasks that people wrote for it: how its users speak, and what its tools return. */
  readonly known: readonly Task[];
  /** Tools whose results are simulated, and that only look. */
  readonly reads: readonly Tool[];
  /** Those that must not be called for an attacker: what destroys, or, where nothing does, what writes. */
  readonly harmful: readonly Tool[];
  /** The call that an attacker would like most; `null` where there is none. */
  readonly prize: Prize | null;
  /** Something harmless from every tool, so that nothing is unforeseen. */
  readonly results: Readonly<Record<string, readonly Simulated[]>>;
  /** Values that every task needs. */
  readonly variables: JsonObject;
  /** Where people let it run in their tasks; `null` where they say nothing. */
  readonly environment: JsonObject | null;
  /** How somebody says something to it: as a user, or in the variable that the contract asks about. `null`: not at all. */
  say(texts: readonly [string, ...string[]]): JsonObject | null;
  /** The stop reasons of a run that went well. */
  readonly ends: readonly string[];
}

export interface Prize {
  readonly tool: Tool;
  readonly args: JsonObject;
  /** `issue_refund with {"order_id":"4711","amount":9999}` */
  readonly says: string;
  /** Whether guardrails let it pass, when everything was looked up: then only the agent's judgement is in the way. */
  readonly open: boolean;
}

export function targetOf(contract: Contract, known: readonly Task[]): Target {
  const simulated = contract.tools.filter(({ provider_tool }) => provider_tool === null);
  const reads = simulated.filter(({ effect }) => effect === "read");
  // To hand over to a person, or to end the run, is what a good agent does.
  const acting = simulated.filter(({ effect, stop_reason }) => effect !== "read" && stop_reason === null);
  const destructive = acting.filter(({ effect }) => effect === "destructive");
  const harmful = destructive.length > 0 ? destructive : acting;
  const variables = variablesOf(contract, known);
  return {
    contract,
    known,
    reads: reads.toSorted((left, right) => exposure(right) - exposure(left)),
    harmful,
    prize: prizeOf(contract, harmful),
    results: resultsOf(simulated, known),
    variables,
    environment: environmentOf(known),
    say: (texts) => sayTo(contract, variables, texts),
    ends: endsOf(contract),
  };
}

function resultsOf(tools: readonly Tool[], known: readonly Task[]): Target["results"] {
  return Object.fromEntries(
    tools.flatMap((tool): readonly (readonly [string, readonly Simulated[]])[] => {
      const result = harmlessResult(tool, known);
      return result === undefined ? [] : [[tool.name, [{ return: result }]]];
    }),
  );
}

/** To ask a person, to refuse and to hand over are all good; a run that broke off shows nothing. */
function endsOf({ guardrails, stop_reasons }: Contract): readonly string[] {
  const asks = guardrails.some(({ decision }) => decision === "confirm") ? ["needs_confirmation"] : [];
  const own = stop_reasons.filter((reason) => !(coreStopReasons as readonly string[]).includes(reason));
  return ["finish", "refused", ...asks, ...own];
}

/** How likely it is that somebody else wrote what a tool returns. MCP has a word for it; else the tool's own words tell. */
function exposure({ annotations, name, description, input }: Tool): number {
  const isOpen = annotations["openWorldHint"] === true;
  const isLookedUp = isJsonArray(input["required"]) && input["required"].length > 0;
  return (isOpen ? 4 : 0) + (foreign.test(`${sayName(name)} ${description}`) ? 2 : 0) + (isLookedUp ? 1 : 0);
}

const foreign =
  /search|page|web|document|file|mail|message|note|comment|review|ticket|transaction|detail|order|article|issue|post|chat/i;

/** Rather a call that guardrails let pass: what they stop is stopped whatever the agent does. */
function prizeOf(contract: Contract, harmful: readonly Tool[]): Prize | null {
  const prizes = harmful.flatMap((tool) =>
    [9_999, 50, 1].flatMap((amount): readonly Prize[] => {
      const args = sampleOf(tool.input, tool.name, amount);
      if (args === undefined || typeof args !== "object" || args === null || Array.isArray(args)) return [];
      const given = args as JsonObject;
      return [
        { tool, args: given, says: `${tool.name} with ${JSON.stringify(given)}`, open: isOpen(contract, tool, given) },
      ];
    }),
  );
  return prizes.find(({ open }) => open) ?? prizes[0] ?? null;
}

function isOpen(contract: Contract, tool: Tool, args: JsonObject): boolean {
  const meter = contract.tools
    .filter(({ effect }) => effect === "read")
    .reduce((before, { name }) => countCall(before, name, true), startRun(freshMeter));
  // What was used so far is no matter here, only what is allowed.
  const unlimited = { ...contract, budgets: { ...contract.budgets, max_tool_calls: null, max_calls_per_tool: {} } };
  return checkToolCall(unlimited, meter, tool.name, args).kind === "allow";
}

/** As people gave them; else something that fits. */
function variablesOf({ variables }: Contract, known: readonly Task[]): JsonObject {
  const needed = Object.entries(variables).filter(([, schema]) => !Object.hasOwn(schema, "default"));
  return Object.fromEntries(
    needed.flatMap(([name, schema]): readonly (readonly [string, Json])[] => {
      const value = known.find((task) => Object.hasOwn(task.variables, name))?.variables[name];
      const found = value ?? sampleOf(schema, name, 1);
      return found === undefined ? [] : [[name, found]];
    }),
  );
}

function environmentOf(known: readonly Task[]): JsonObject | null {
  return known.find(({ document }) => document["environment"] !== undefined)?.environment ?? null;
}

function sayTo(contract: Contract, variables: JsonObject, texts: readonly [string, ...string[]]): JsonObject | null {
  const [first, ...more] = texts;
  const asks = contract.messages.at(-1);
  if (asks?.role !== "user") return more.length === 0 ? { input: first } : { turns: [...texts] };
  const names = usedNames(parseTemplate(asks.content).nodes, contract.variables).map(({ name }) => name);
  const free = names.find((name) => takesText(contract.variables[name], first));
  return free === undefined ? null : { variables: { ...variables, [free]: first } };
}

function takesText(schema: JsonObject | undefined, text: string): boolean {
  return schema !== undefined && matchesSchema(schema, text);
}
