import { sayCause } from "../../../core/failure.ts";
import { isJsonObject, type Json, type JsonObject, parseJson } from "../../../core/json.ts";
import type { AskedCall, Call } from "../../../core/run/record.ts";
import type { Session } from "../../session/session.ts";
import type { Stop } from "../../session/withdrawal.ts";
import type { LoopOptions, ToolFunction } from "./run.ts";

/** What a call came to, and what the model is told. */
export interface CallResult {
  readonly id: string;
  readonly told: string;
  readonly failed: boolean;
  /** As a record tells it; `null` where it was not even tried. */
  readonly call: Omit<Call, "id" | "turn" | "step"> | null;
}

export interface MadeCalls {
  readonly results: readonly CallResult[];
  readonly stop: Stop;
  readonly waiting: readonly AskedCall[];
}

/** One after the other: what one call brings may decide about the next. Where a person is waited for, the rest waits too. */
export async function makeCalls(
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
      return refused(call, checked.message, checked.guardrail === null ? null : "deny");
    case "confirm":
      if (confirm === undefined) return { kind: "waiting" };
      if (!(await confirm(call, checked.guardrail))) return notApproved(session, call);
      return makeCall(session, call, { tools, answers: { [call.id]: true } }, signal);
    case "allow": {
      const decision = answered === true ? "confirm" : "allow";
      const result = await carryOut(
        tools[checked.tool.name],
        { ...call, arguments: checked.arguments },
        decision,
        signal,
      );
      return { kind: "made", result, stop: session.afterTool(call.name, !result.failed) };
    }
  }
}

function notApproved(session: Session, call: AskedCall): MadeCall {
  session.afterTool(call.name, false);
  return refused(call, "A person did not approve this call.", "confirm");
}

function refused({ id, name, arguments: written }: AskedCall, told: string, decision: Call["decision"]): MadeCall {
  const args = typeof written === "string" ? parseJson(written) : written;
  const call = { name, arguments: isJsonObject(args) ? args : {}, result: null, error: told, decision };
  return { kind: "made", result: { id, told, failed: true, call }, stop: null };
}

async function carryOut(
  tool: ToolFunction | undefined,
  { id, name, arguments: args }: AskedCall & { readonly arguments: JsonObject },
  decision: Call["decision"],
  signal: AbortSignal,
): Promise<CallResult> {
  const call = { name, arguments: args, decision };
  try {
    const value = await tool?.(args, { id, signal });
    const told = sayResult(value);
    const result: Json = typeof value === "string" ? value : (parseJson(told) ?? null);
    return { id, told, failed: false, call: { ...call, result, error: null } };
  } catch (error) {
    const told = sayCause(error);
    return { id, told, failed: true, call: { ...call, result: null, error: told } };
  }
}

function sayResult(value: unknown): string {
  if (typeof value === "string") return value;
  try {
    return JSON.stringify(value) ?? "null";
  } catch (error) {
    // It was carried out: whoever is told that it failed asks for it again.
    return `The call was carried out. What it returned cannot be told: ${sayCause(error)}`;
  }
}

/** A history in which a call has no result is refused by every provider. */
export function notMade({ id }: AskedCall): CallResult {
  return { id, told: "This call was not made: the run ended before it.", failed: true, call: null };
}
