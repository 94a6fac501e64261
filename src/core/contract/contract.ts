import type { Json, JsonObject } from "../json.ts";

/** What a tool call can do to the world; `destructive` where nothing is said. */
export type Effect = "read" | "write" | "destructive";

export type Decision = "allow" | "confirm" | "deny";

/** Provider, name and settings, as the provider takes them. Never URLs or keys. */
export interface Model extends JsonObject {
  readonly provider: string;
  readonly name: string;
}

/** A piece of the system text. A literal piece is not a template. */
export interface SystemPart {
  readonly text: string;
  readonly literal: boolean;
}

export interface Message {
  readonly role: "user" | "assistant";
  readonly content: string;
}

export interface Tool {
  readonly name: string;
  readonly description: string;
  readonly effect: Effect;
  /** Old names that are still answered. */
  readonly aliases: readonly string[];
  readonly input: JsonObject;
  readonly output: JsonObject | null;
  readonly annotations: JsonObject;
  /** A call of this tool ends the run with this stop reason. */
  readonly stop_reason: string | null;
  readonly provider_tool: JsonObject | null;
  readonly contract: string | null;
}

export interface Output {
  readonly schema: JsonObject;
  readonly enforce: "provider" | "none";
  /** How the code downstream reads: `strict` readers refuse what they do not know. */
  readonly readers: "strict" | "tolerant";
}

/** A permission on tool calls. It names one tool, or every tool of some effects. */
export interface Guardrail {
  readonly id: string;
  readonly tool: string | null;
  readonly effect: readonly Effect[];
  /** Arguments this guardrail speaks about; `null` is every call. Named properties must be present. */
  readonly when: JsonObject | null;
  /** The guardrail does not apply once one of these tools was called with success. */
  readonly unless_called: readonly string[];
  readonly decision: Decision;
}

/** Limits of one run; resent history counts. `null` is no limit. */
export interface Budgets {
  readonly max_steps: number | null;
  readonly max_tool_calls: number | null;
  readonly max_tokens: number | null;
  readonly max_seconds: number | null;
  readonly max_spend_usd: number | null;
  readonly max_calls_per_tool: Readonly<Record<string, number>>;
}

export interface Knowledge {
  readonly index: string;
  readonly version: string;
}

export interface Sessions {
  readonly on_change: "pin" | "upgrade";
  /** Somebody is there to confirm. */
  readonly attended: boolean;
}

/** One agent's behaviour, resolved and complete: no reference and nothing optional is left. */
export interface Contract {
  readonly name: string;
  readonly model: Model;
  readonly variables: Readonly<Record<string, JsonObject>>;
  readonly system: readonly SystemPart[];
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  readonly output: Output | null;
  readonly guardrails: readonly Guardrail[];
  readonly budgets: Budgets;
  /** Beside the fixed core of stop reasons. */
  readonly stop_reasons: readonly string[];
  readonly knowledge: readonly Knowledge[];
  readonly sessions: Sessions;
}

/** Where the session runs, as its label says; part of what the agent is told. */
export type Environment = { readonly name: string } & { readonly [key: string]: Json };

/** The system text as written, its pieces joined: for reading, counting and searching. */
export function systemText(contract: Contract): string {
  return contract.system.map(({ text }) => text).join("");
}

/** A tool answers to its name and to its aliases, wherever a contract names a tool. */
export function answersTo(tool: Tool, name: string): boolean {
  return tool.name === name || tool.aliases.includes(name);
}

/** The name of the tool that answers to a name; a name that nothing answers to stays as it is. */
export function toolNameOf(contract: Contract, name: string): string {
  return toolNamed(contract, name)?.name ?? name;
}

export function toolNamed(contract: Contract, name: string): Tool | null {
  return contract.tools.find((tool) => answersTo(tool, name)) ?? null;
}
