import { sayCause } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json.ts";
import type { RunOutcome } from "../../core/run/records/complete.ts";
import type { RunRecord } from "../../core/run/records/schema.ts";
import type { RunStart } from "../session/metering.ts";
import type { Session } from "../session/session.ts";
import type { Stop } from "../session/withdrawal.ts";
import { approvedCalls } from "./ai-sdk/approvals.ts";
import { meteredModel } from "./ai-sdk/model.ts";
import { repairCall } from "./ai-sdk/repair.ts";
import { endOfResult } from "./ai-sdk/result.ts";
import { type HostTools, toolSet } from "./ai-sdk/tools.ts";
import { transcriptOf, userText } from "./ai-sdk/transcript.ts";
import { deadlineOf, isOverdue } from "./loop/deadline.ts";

export type { HostTools } from "./ai-sdk/tools.ts";

/** Settings of `generateText`; `system`, settings of the model, tools and the end of the loop come from the session. */
export interface Settings {
  /** A model object of AI SDK 6, as `openai(session.model.name)` makes it. */
  readonly model: object;
  readonly prompt?: unknown;
  readonly messages?: readonly unknown[];
  /** What carries out each tool. */
  readonly tools?: HostTools;
  readonly variables?: JsonObject;
  readonly run?: RunStart;
  readonly abortSignal?: AbortSignal;
  /** Whether the record holds what was said and called, for `golden add`. It is personal, so only where it is asked for. */
  readonly transcript?: boolean;
  readonly [setting: string]: unknown;
}

export interface Wrapped<Result> {
  /** `null` where the model was not asked, or the run's time was over. */
  readonly result: Result | null;
  readonly stop_reason: string;
  readonly record: RunRecord;
}

/**
 * `generateText` with a session around it: each answer is metered before its calls are carried out, each call passes
 * its checkpoint, a stop ends the loop, and the run is recorded. Where a person has to agree, the SDK's own approval is
 * used: the run ends as `needs_confirmation`, and goes on with messages that hold the `tool-approval-response`.
 *
 * @returns a function of the settings. It throws Failure USAGE, and what `generateText` throws, which is recorded too.
 */
export function wrap<Result>(
  session: Session,
  generateText: (settings: never) => PromiseLike<Result>,
): (settings: Settings) => Promise<Wrapped<Result>> {
  return async ({
    model,
    tools = {},
    variables = {},
    run,
    abortSignal,
    prompt,
    messages = [],
    transcript = false,
    ...settings
  }) => {
    let stopped: Stop = null;
    const stop = (next: Stop): Stop => (stopped ??= next);
    const { messages: examples, tools: _, ...request } = session.request("ai-sdk", variables).request;
    const asked = {
      ...request,
      ...settings,
      messages: [...(examples as readonly unknown[]), ...messages, ...said(prompt)],
      model: meteredModel(model, session, stop),
      tools: toolSet(session, session.tools(variables), tools, {
        approved: approvedCalls([...messages, ...said(prompt)]),
        stop,
        stopped: () => stopped,
      }),
      experimental_repairToolCall: repairCall(session),
      stopWhen: () => stopped !== null || stop(session.beforeModel()) !== null,
    };
    const end = (result: Result | null, stop_reason: string, rest: RunOutcome = {}): Wrapped<Result> => {
      const record = session.record({ ...rest, stop_reason });
      return { result, stop_reason, record };
    };
    const turn = run?.turn ?? session.memory().turn;
    const first = stop(session.beforeTurn(run));
    if (first !== null) return end(null, first.stop_reason);
    try {
      const result = await generateText({ ...asked, abortSignal: deadlineOf(session, abortSignal) } as never);
      const { stop_reason, stop_reason_raw } = endOfResult(session.model.provider, result);
      const told = transcript ? transcriptOf(userText([...messages, ...said(prompt)]), result, turn) : {};
      return end(result, reasonOf(stopped) ?? stop_reason, { stop_reason_raw, ...told });
    } catch (error) {
      const reason = reasonOf(stopped);
      if (reason !== null) return end(null, reason);
      const why = { error: sayCause(error) };
      if (abortSignal?.aborted !== true && isOverdue(session)) return end(null, "budget_exceeded", why);
      end(null, abortSignal?.aborted === true ? "cancelled" : "error", why);
      throw error;
    }
  };
}

/** Assigned in callbacks, which the compiler does not follow. */
function reasonOf(stop: Stop): string | null {
  return stop?.stop_reason ?? null;
}

function said(prompt: unknown): readonly unknown[] {
  if (prompt === undefined) return [];
  return Array.isArray(prompt) ? prompt : [{ role: "user", content: prompt }];
}
