import type { Contract, Decision, Tool } from "../contract/contract.ts";
import type { Json, JsonObject } from "../json.ts";
import { checkToolCall } from "../run/checkpoint.ts";
import type { Meter } from "../run/meter.ts";
import { type AskedCall, type Call, unansweredCall } from "../run/record.ts";
import type { SimulatedAnswer } from "./simulate.ts";

/** How a run ended: why, and what was said last. */
export interface RunEnd {
  readonly stop_reason: string;
  readonly text: string;
}

/** A call that the agent asked for: what came of it, what the agent is told, and whether it ended the run. */
export interface MadeCall {
  /** `null` where it was not even tried. */
  readonly call: Call | null;
  readonly told: string;
  /** How long the simulated tool took. */
  readonly seconds: number;
  readonly end: RunEnd | null;
}

/** Where a call is made: what is allowed, what was used, and who answers. */
export interface CallSite {
  readonly contract: Contract;
  readonly meter: Meter;
  readonly turn: number;
  readonly step: number;
  readonly onConfirm: "stop" | "approve" | "deny";
  readonly simulate: (name: string, args: JsonObject) => SimulatedAnswer;
}

/** Makes one call of a golden task: through the checkpoint, then to the simulated tool. */
export function makeCall(site: CallSite, asked: AskedCall): MadeCall {
  const checkpoint = checkToolCall(site.contract, site.meter, asked.name, asked.arguments);
  switch (checkpoint.kind) {
    case "stop":
      return {
        call: null,
        told: checkpoint.message,
        seconds: 0,
        end: { stop_reason: checkpoint.stop_reason, text: checkpoint.message },
      };
    case "deny":
      return failed(site, asked, checkpoint.message, checkpoint.guardrail === null ? null : "deny");
    case "confirm":
      return confirm(site, asked, checkpoint.tool, checkpoint.guardrail);
    case "allow":
      return carryOut(site, asked, checkpoint.tool, "allow");
  }
}

/** The person of the task answers as the task says, or is not there and the run stops. */
function confirm(site: CallSite, asked: AskedCall, tool: Tool, guardrail: string): MadeCall {
  switch (site.onConfirm) {
    case "approve":
      return carryOut(site, asked, tool, "confirm");
    case "deny":
      return failed(site, asked, "A person did not approve this call.", "confirm");
    case "stop": {
      const text = `${asked.name} needs a confirmation (${guardrail})`;
      const waiting = failed(site, asked, "A person has to confirm this call first.", "confirm");
      return { ...waiting, end: { stop_reason: "needs_confirmation", text } };
    }
  }
}

function carryOut(site: CallSite, asked: AskedCall, tool: Tool, decision: Decision): MadeCall {
  const answer = site.simulate(tool.name, argumentsOf(asked));
  switch (answer.kind) {
    case "unanswered":
      return failed(site, asked, `${unansweredCall}: the task simulates no result for this call`, decision);
    case "error":
      return { ...failed(site, asked, answer.error, decision), seconds: answer.delay };
    case "result": {
      const call = recordCall(site, asked, { result: answer.result, error: null, decision });
      const end =
        tool.stop_reason === null ? null : { stop_reason: tool.stop_reason, text: `${tool.name} ended the run` };
      return { call, told: JSON.stringify(answer.result), seconds: answer.delay, end };
    }
  }
}

function failed(site: CallSite, asked: AskedCall, error: string, decision: Decision | null): MadeCall {
  return { call: recordCall(site, asked, { result: null, error, decision }), told: error, seconds: 0, end: null };
}

type Outcome = { readonly result: Json; readonly error: string | null; readonly decision: Decision | null };

function recordCall({ turn, step }: CallSite, asked: AskedCall, outcome: Outcome): Call {
  return { id: asked.id, turn, step, name: asked.name, arguments: argumentsOf(asked), ...outcome };
}

/** What is no JSON object was not carried out, and stands in the message that the agent was told. */
function argumentsOf({ arguments: args }: AskedCall): JsonObject {
  return typeof args === "string" ? {} : args;
}
