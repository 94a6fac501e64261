import { promptId } from "../core/bundle/digest.ts";
import type { Bundle } from "../core/bundle/bundle.ts";
import { type Contract, type Message, type Model, type Tool, toolNameOf } from "../core/contract/contract.ts";
import { renderContract, type Rendered } from "../core/contract/render.ts";
import { Failure } from "../core/failure.ts";
import type { JsonObject } from "../core/json.ts";
import { exportTools } from "../core/provider/export.ts";
import { isProviderName, type ProviderName, providerNames } from "../core/provider/names.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { checkToolCall, type Checkpoint, spentStep } from "../core/run/checkpoint.ts";
import { countCall, countStep, freshMeter, startRun } from "../core/run/meter.ts";
import type { Tokens } from "../core/run/record.ts";
import type { Pin } from "./pin.ts";

/** A reason to end the run, or `null` to go on. */
export type Stop = { readonly stop_reason: string; readonly message: string } | null;

/** One conversation, with all its parts from one bundle. Nothing here touches the network. */
export interface Session {
  /** Plain JSON, to store with the conversation and to give to `resume`. */
  readonly pin: Pin;
  /** What every run logs. */
  readonly promptId: string;
  readonly contract: Contract;
  readonly model: Model;
  /** @throws Failure BAD_TEMPLATE when a variable is missing */
  system(variables?: JsonObject): string;
  /** @throws Failure BAD_TEMPLATE */
  messages(variables?: JsonObject): readonly Message[];
  /** @throws Failure BAD_TEMPLATE */
  tools(variables?: JsonObject): readonly Tool[];
  /**
   * What stands under `tools` in a request of this provider (`build --as` shows the whole request). A tool
   * that only another provider has is left out.
   *
   * @throws Failure BAD_TEMPLATE, UNKNOWN_PROVIDER
   */
  tools(provider: ProviderName, variables?: JsonObject): readonly JsonObject[];
  /** A user message begins a run: budgets start anew. */
  beforeTurn(): Stop;
  /** Before every side effect: allow, confirm, deny or stop. */
  beforeTool(name: string, args: JsonObject): Checkpoint;
  afterTool(name: string, succeeded: boolean): void;
  /** After every answer of the model. */
  afterModel(tokens: Tokens | null): Stop;
}

/** @param live the pointer as it is now: a halt or a revocation reaches open sessions too */
export function openSession(bundle: Bundle, pin: Pin, live: () => Pointer): Session {
  const { contract, digest } = bundle;
  let meter = freshMeter;
  const rendered = (variables: JsonObject): Rendered => renderContract(contract, variables, pin.environment);
  const withdrawn = (): Stop => withdrawal(pin, live());
  return {
    pin,
    promptId: promptId(contract.name, digest),
    contract,
    model: contract.model,
    system: (variables = {}) => rendered(variables).system,
    messages: (variables = {}) => rendered(variables).messages,
    tools: toolsOf(rendered),
    beforeTurn: () => {
      meter = startRun(meter);
      return withdrawn();
    },
    beforeTool: (name, args) => {
      const stop = withdrawn();
      return stop === null ? checkToolCall(contract, meter, name, args) : { kind: "stop", ...stop };
    },
    afterTool: (name, succeeded) => {
      meter = countCall(meter, toolNameOf(contract, name), succeeded);
    },
    afterModel: (tokens) => {
      meter = countStep(meter, tokens);
      const spent = spentStep(contract, meter);
      return withdrawn() ?? (spent === null ? null : { stop_reason: "budget_exceeded", message: spent });
    },
  };
}

/** One name for both: our own form, and a provider's. */
function toolsOf(rendered: (variables: JsonObject) => Rendered): Session["tools"] {
  function tools(variables?: JsonObject): readonly Tool[];
  function tools(provider: ProviderName, variables?: JsonObject): readonly JsonObject[];
  function tools(of: ProviderName | JsonObject = {}, variables: JsonObject = {}): readonly (Tool | JsonObject)[] {
    if (typeof of !== "string") return rendered(of).tools;
    // Programs without types call this too.
    if (!isProviderName(of)) throw new Failure("UNKNOWN_PROVIDER", { name: of, known: providerNames });
    return exportTools(of, rendered(variables).tools);
  }
  return tools;
}

function withdrawal({ bundle }: Pin, { halted, revoked }: Pointer): Stop {
  if (halted !== null) return { stop_reason: "halted", message: halted.reason };
  const revocation = revoked.find((one) => one.bundle === bundle);
  return revocation === undefined ? null : { stop_reason: "revoked", message: revocation.reason };
}
