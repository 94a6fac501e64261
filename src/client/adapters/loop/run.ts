import { Failure, sayCause } from "../../../core/failure.ts";
import type { Json, JsonObject } from "../../../core/json.ts";
import type { AskedCall } from "../../../core/run/record.ts";
import type { RunRecord } from "../../../core/run/records/schema.ts";
import type { StopMeaning } from "../../../core/run/stop-meaning.ts";
import { sayList } from "../../../core/text.ts";
import type { RunStart } from "../../metering.ts";
import type { Session } from "../../session.ts";
import type { Stop } from "../../withdrawal.ts";
import { deadlineOf, isOverdue } from "./deadline.ts";

/** What carries out a tool, by the host. Its arguments were validated; what it throws, the model is told. */
export type ToolFunction = (args: JsonObject, call: { readonly id: string; readonly signal: AbortSignal }) => unknown;

export interface LoopOptions {
  /** One function for each tool of the contract that is not a provider's own. */
  readonly tools?: Readonly<Record<string, ToolFunction>>;
  readonly variables?: JsonObject;
  /** Asks a person about a call, in place. Without it the run ends with `needs_confirmation`, and `answers` go on. */
  readonly confirm?: (call: AskedCall, guardrail: string) => boolean | Promise<boolean>;
  /** What people said about the calls that an earlier run was waiting for, by the id of the call. */
  readonly answers?: Readonly<Record<string, boolean>>;
  readonly run?: RunStart;
  readonly signal?: AbortSignal;
}

export interface LoopResult<Item> {
  readonly stop_reason: string;
  /** What the model said last. */
  readonly text: string;
  /** The conversation in the provider's words, to be stored and sent again with the next message. */
  readonly history: readonly Item[];
  /** Calls that wait for a person. */
  readonly waiting: readonly AskedCall[];
  readonly record: RunRecord;
}

/** One answer of a model, read. */
export interface WireAnswer<Item> {
  /** As it goes back into the history. */
  readonly items: readonly Item[];
  readonly text: string;
  readonly calls: readonly AskedCall[];
  /** As the provider counts it. */
  readonly usage: object | null;
  readonly stop_reason_raw: string | null;
  readonly meaning: StopMeaning | null;
}

export interface CallResult {
  readonly id: string;
  readonly told: string;
  readonly failed: boolean;
}

/** How one provider speaks. */
export interface Wire<Item> {
  ask(history: readonly Item[], signal: AbortSignal): Promise<WireAnswer<Item>>;
  /** Calls of the last answer that have no result yet. */
  pending(history: readonly Item[]): readonly AskedCall[];
  /** The history with results behind it. */
  answer(history: readonly Item[], results: readonly CallResult[]): readonly Item[];
}

/**
 * One run: asks the model and carries out its calls, one after the other, until it has answered or has to stop. Every
 * checkpoint is passed, and the record is kept, also where asking fails.
 *
 * @throws Failure USAGE where a tool has no function; whatever the provider's client throws
 */
export async function runLoop<Item>(
  session: Session,
  wire: Wire<Item>,
  given: readonly Item[],
  options: LoopOptions,
): Promise<LoopResult<Item>> {
  requireFunctions(session, options);
  const first = session.beforeTurn(options.run);
  let history = given;
  let text = "";
  let raw: string | null = null;
  const end = (
    stop_reason: string,
    waiting: readonly AskedCall[] = [],
    error: string | null = null,
  ): LoopResult<Item> => {
    const record = session.record({ stop_reason, stop_reason_raw: raw, error });
    return { stop_reason, text, history, waiting, record };
  };
  if (first !== null) return end(first.stop_reason);
  const signal = deadlineOf(session, options.signal);
  try {
    for (;;) {
      const pending = wire.pending(history);
      if (pending.length > 0) {
        const { results, stop, waiting } = await makeCalls(session, pending, options, signal);
        history = wire.answer(history, results);
        if (stop !== null) return end(stop.stop_reason, waiting);
      }
      const spent = session.beforeModel();
      if (spent !== null) return end(spent.stop_reason);
      const answer = await wire.ask(history, signal);
      const over = session.afterModel(answer.usage, { calls: answer.calls.length });
      history = [...history, ...answer.items];
      raw = answer.stop_reason_raw;
      text = answer.text === "" ? text : answer.text;
      if (over !== null) {
        history = wire.answer(history, answer.calls.map(notMade));
        return end(over.stop_reason);
      }
      if (answer.calls.length === 0 && answer.meaning !== "paused") return end(endOf(answer.meaning));
    }
  } catch (error) {
    if (options.signal?.aborted === true) {
      end("cancelled", [], sayCause(error));
      throw error;
    }
    if (isOverdue(session)) return end("budget_exceeded", [], sayCause(error));
    end("error", [], sayCause(error));
    throw error;
  }
}

function requireFunctions({ contract }: Session, { tools = {} }: LoopOptions): void {
  const missing = contract.tools.filter(
    ({ name, provider_tool }) => provider_tool === null && !Object.hasOwn(tools, name),
  );
  if (missing.length === 0) return;
  throw new Failure("USAGE", {
    message: `nothing carries out ${sayList(missing.map(({ name }) => name))} of ${contract.name}`,
    hint: "give a function for each under `tools`",
  });
}

/** An answer that names no reason, and asks for nothing, is taken for one. */
function endOf(meaning: StopMeaning | null): string {
  return meaning === null || meaning === "tools" || meaning === "paused" ? "finish" : meaning;
}

interface MadeCalls {
  readonly results: readonly CallResult[];
  readonly stop: Stop;
  readonly waiting: readonly AskedCall[];
}

/** One after the other: what one call brings may decide about the next. Where a person is waited for, the rest waits too. */
async function makeCalls(
  session: Session,
  calls: readonly AskedCall[],
  options: LoopOptions,
  signal: AbortSignal,
): Promise<MadeCalls> {
  const results: CallResult[] = [];
  for (const [index, call] of calls.entries()) {
    const made = await makeCall(session, call, options, signal);
    if (made.kind === "waiting") {
      const stop = { stop_reason: "needs_confirmation", message: `${call.name} needs a confirmation` };
      return { results, stop, waiting: calls.slice(index) };
    }
    if (made.result !== null) results.push(made.result);
    if (made.stop !== null) {
      const rest = calls.slice(made.result === null ? index : index + 1);
      return { results: [...results, ...rest.map(notMade)], stop: made.stop, waiting: [] };
    }
  }
  return { results, stop: null, waiting: [] };
}

type MadeCall =
  | { readonly kind: "waiting" }
  | { readonly kind: "made"; readonly result: CallResult | null; readonly stop: Stop };

async function makeCall(
  session: Session,
  call: AskedCall,
  { tools = {}, confirm, answers = {} }: LoopOptions,
  signal: AbortSignal,
): Promise<MadeCall> {
  const answered = Object.hasOwn(answers, call.id) ? answers[call.id] : undefined;
  if (answered === false) return notApproved(session, call);
  const checked =
    answered === true ? session.approve(call.name, call.arguments) : session.beforeTool(call.name, call.arguments);
  switch (checked.kind) {
    case "stop":
      return { kind: "made", result: null, stop: checked };
    case "deny":
      return { kind: "made", result: { id: call.id, told: checked.message, failed: true }, stop: null };
    case "confirm":
      if (confirm === undefined) return { kind: "waiting" };
      if (!(await confirm(call, checked.guardrail))) return notApproved(session, call);
      return makeCall(session, call, { tools, answers: { [call.id]: true } }, signal);
    case "allow": {
      const result = await carryOut(tools[checked.tool.name], checked.arguments, call.id, signal);
      return { kind: "made", result, stop: session.afterTool(call.name, !result.failed) };
    }
  }
}

function notApproved(session: Session, { id, name }: AskedCall): MadeCall {
  session.afterTool(name, false);
  return { kind: "made", result: { id, told: "A person did not approve this call.", failed: true }, stop: null };
}

async function carryOut(
  tool: ToolFunction | undefined,
  args: JsonObject,
  id: string,
  signal: AbortSignal,
): Promise<CallResult> {
  try {
    return { id, told: sayResult((await tool?.(args, { id, signal })) as Json | undefined), failed: false };
  } catch (error) {
    return { id, told: sayCause(error), failed: true };
  }
}

export function sayResult(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "null");
}

/** A history in which a call has no result is refused by every provider. */
function notMade({ id }: AskedCall): CallResult {
  return { id, told: "This call was not made: the run ended before it.", failed: true };
}
