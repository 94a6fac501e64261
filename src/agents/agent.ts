import type { Digest } from "../core/bundle/digest.ts";
import type { Rendered } from "../core/contract/render.ts";
import type { Contract, Environment } from "../core/contract/contract.ts";
import type { Task } from "../core/golden/task.ts";
import type { JsonObject } from "../core/json.ts";
import type { AgentAnswer } from "../core/run/record.ts";
import type { ModelMode } from "./exchange/models.ts";

/** What runs a golden task: a program, a service, a model. */
export interface Agent {
  /** What a person would call it; named in evidence. */
  readonly name: string;
  /** Where its answers come from. */
  readonly mode: AgentMode;
  run(request: AgentRequest): Promise<AgentOutcome>;
}

export type AgentMode = ModelMode | "command" | "http";

export interface AgentRequest {
  readonly bundle: JsonObject;
  /** The same as `bundle`, for an agent of this process. */
  readonly contract: Contract;
  readonly rendered: Rendered;
  readonly task: Task;
  readonly environment: Environment;
  /** Which trial of the task this is, from 0. */
  readonly repeat: number;
  /** The tighter of the task's and the contract's limit, in seconds; `null` where neither has one. */
  readonly seconds: number | null;
}

/** "The agent failed the task" and "the agent could not be asked" are never the same. */
export type AgentOutcome =
  | {
      readonly kind: "answer";
      readonly answer: AgentAnswer;
      /** Of the recorded exchanges that it came from, or that were made of it. */
      readonly recording?: Digest | null;
      /** When a run before this one measured it, and paid for it; left out where this one did. ISO 8601. */
      readonly earlier?: string;
    }
  | ({ readonly kind: "unmeasured" } & Unmeasured);

/** Why nothing is known about a run. */
export interface Unmeasured {
  readonly why: string;
  /** The last part of what a program wrote there. */
  readonly stderr?: string;
  /** Asking again may help: a limit of requests, a service that is down. Seconds to wait, where somebody said so. */
  readonly again?: { readonly after: number | null };
  /** What it cost all the same, in US dollars; `null` where nobody knows, left out where it cost nothing. */
  readonly spend_usd?: number | null;
}
