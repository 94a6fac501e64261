import { Failure, sayCause } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json.ts";
import type { AskedCall } from "../../../core/run/record.ts";
import type { RunRecord } from "../../../core/run/records/schema.ts";
import type { StopMeaning } from "../../../core/run/stop-meaning.ts";
import { sayList } from "../../../core/text.ts";
import type { RunStart } from "../../session/metering.ts";
import type { Session } from "../../session/session.ts";
import { type CallResult, makeCalls, notMade } from "./calls.ts";
import { deadlineOf, isOverdue } from "./deadline.ts";
import { writeTranscript } from "./transcript.ts";

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
  /** Whether the record holds what was said and called, for `golden add`. It is personal, so only where it is asked for. */
  readonly transcript?: boolean;
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
 * @param said what the user says, where it is text: for the transcript
 * @throws Failure USAGE where a tool has no function; whatever the provider's client throws
 */
export async function runLoop<Item>(
  session: Session,
  wire: Wire<Item>,
  given: readonly Item[],
  said: string | null,
  options: LoopOptions,
): Promise<LoopResult<Item>> {
  requireFunctions(session, options);
  const transcript = writeTranscript(options.transcript === true, options.run?.turn ?? session.memory().turn);
  const first = session.beforeTurn(options.run);
  if (said !== null) transcript.user(said);
  let history = given;
  let text = "";
  let raw: string | null = null;
  const end = (
    stop_reason: string,
    waiting: readonly AskedCall[] = [],
    error: string | null = null,
  ): LoopResult<Item> => {
    const record = session.record({ stop_reason, stop_reason_raw: raw, error, ...transcript.fields() });
    return { stop_reason, text, history, waiting, record };
  };
  if (first !== null) return end(first.stop_reason);
  const signal = deadlineOf(session, options.signal);
  let answers = options.answers ?? {};
  try {
    for (;;) {
      const pending = wire.pending(history);
      if (pending.length > 0) {
        const { results, stop, waiting } = await makeCalls(session, pending, { ...options, answers }, signal);
        history = wire.answer(history, results);
        for (const { id, told, call } of results) transcript.result(id, told, call);
        if (stop !== null) return end(stop.stop_reason, waiting);
      }
      const spent = session.beforeModel();
      if (spent !== null) return end(spent.stop_reason);
      // Some servers give the same ids again in every answer: nobody was asked about what comes now.
      answers = {};
      const answer = await wire.ask(history, signal);
      const over = session.afterModel(answer.usage, { calls: answer.calls.length });
      history = [...history, ...answer.items];
      raw = answer.stop_reason_raw;
      text = answer.text === "" ? text : answer.text;
      transcript.answer(answer.text, answer.calls);
      const cut = cutOf(answer.meaning);
      if (over !== null || cut !== null) {
        history = wire.answer(history, answer.calls.map(notMade));
        return end(over?.stop_reason ?? cut ?? "finish");
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

/** Nothing is carried out of an answer that did not end well, as in golden runs. */
function cutOf(meaning: StopMeaning | null): string | null {
  return meaning === "finish" || meaning === "tools" || meaning === "paused" ? null : meaning;
}

/** An answer that names no reason, and asks for nothing, is taken for one. */
function endOf(meaning: StopMeaning | null): string {
  return meaning === null || meaning === "tools" || meaning === "paused" ? "finish" : meaning;
}
