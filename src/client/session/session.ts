import type { Contract, Environment, Message, Model, Output } from "../../core/contract/contract.ts";
import type { JsonObject } from "../../core/json.ts";
import type { ProviderName } from "../../core/provider/names.ts";
import type { ProviderExport } from "../../core/provider/provider.ts";
import type { Checkpoint } from "../../core/run/checkpoint.ts";
import type { Tokens } from "../../core/run/record.ts";
import type { RunOutcome } from "../../core/run/records/complete.ts";
import type { RunRecord } from "../../core/run/records/schema.ts";
import type { Memory } from "./memory.ts";
import type { RunStart } from "./metering.ts";
import type { Pin } from "../pin.ts";
import type { Attributes } from "./attributes.ts";
import type { SayTools } from "./tools.ts";
import type { Stop } from "./withdrawal.ts";

/** One conversation, with all its parts from one bundle. Nothing here touches the network, and checkpoints never throw. */
export interface Session {
  /** Plain JSON, to store with the conversation and to give to `resume`. */
  readonly pin: Pin;
  /** What every run logs. */
  readonly promptId: string;
  readonly contract: Contract;
  readonly model: Model;
  /** What answers have to look like; `null` where they are free text. */
  readonly output: Output | null;
  /** Where the session runs, as its label said when it was opened. */
  readonly environment: Environment | null;
  /** Plain JSON beside the pin: what guardrails and approvals of earlier runs left. Stored after each run. */
  memory(): Memory;
  /** @throws Failure BAD_TEMPLATE when a variable is missing */
  system(variables?: JsonObject): string;
  /** @throws Failure BAD_TEMPLATE */
  messages(variables?: JsonObject): readonly Message[];
  readonly tools: SayTools;
  /**
   * The whole request in a provider's words, and what it cannot say. The conversation goes behind its messages.
   *
   * @throws Failure BAD_TEMPLATE, UNKNOWN_PROVIDER
   */
  request(provider: ProviderName, variables?: JsonObject): ProviderExport;
  /** Between two runs: moves to what this conversation is routed to now, where that is safe; else says why not. */
  upgrade(): SessionUpgrade;
  /** A user message begins a run: budgets start anew. */
  beforeTurn(start?: RunStart): Stop;
  /** Before the model is asked again. */
  beforeModel(): Stop;
  /**
   * Before every side effect: allow, confirm, deny or stop. A call that is denied is counted, and needs no `afterTool`;
   * one that is allowed has its place in the budgets until its `afterTool`, which counts it.
   */
  beforeTool(name: string, args: unknown): Checkpoint;
  /** Whether a person would be asked about this call now: a question, that counts nothing. */
  needsConfirmation(name: string, args: unknown): boolean;
  /**
   * A person said yes to this call: it is allowed for as long as the session lives, with these arguments and no
   * others, also where a later contract would not. What is denied already stays denied.
   */
  approve(name: string, args: unknown): Checkpoint;
  /** After a call that was carried out. Some tools end the run. */
  afterTool(name: string, succeeded: boolean): Stop;
  /** After every answer of the model: its tokens, in our form or as the provider said them. */
  afterModel(usage: Tokens | object | null, answer?: Answer): Stop;
  /** What the run used so far, or the last one. */
  usage(): Usage;
  /** Completes what was measured, hands it to `connect({ records })`, and ends the run. */
  record(outcome?: RunOutcome): RunRecord;
  /** For a span: OpenTelemetry's names for generative AI, and ours. */
  attributes(): Attributes;
  /** The header `baggage` for what this agent calls: ours, behind what came in. */
  baggage(incoming?: string): string;
}

/** What is known of one answer beside its tokens. */
export interface Answer {
  /** How many calls it asks for: with 0 it is the last one, and a budget that it used up exactly was kept. */
  readonly calls?: number;
  /** US dollars, where the host knows them better than the prices do. */
  readonly spend_usd?: number;
}

export interface Usage {
  readonly steps: number;
  readonly tool_calls: number;
  readonly tokens: Tokens | null;
  readonly seconds: number;
  readonly spend_usd: number | null;
  /** Budgets that could not be kept, because what they limit was not measured. */
  readonly unkept: readonly string[];
}

export type SessionUpgrade =
  | { readonly kind: "same" }
  | { readonly kind: "upgraded"; readonly session: Session }
  | { readonly kind: "target_changed"; readonly promptId: string; readonly why: string }
  /** Never in the middle of a run: record it first. */
  | { readonly kind: "in_run"; readonly why: string };
