import type { Bundle } from "../../core/bundle/bundle.ts";
import { promptId } from "../../core/bundle/digest.ts";
import type { RunRecord } from "../../core/run/records/schema.ts";
import type { Pin } from "../pin.ts";
import { providerName } from "../telemetry/provider-name.ts";

export type Attributes = Readonly<Record<string, string | number>>;

/** A run as it is now, or as it was recorded. */
export interface MeasuredRun extends Pick<
  RunRecord,
  "run_id" | "turn" | "steps" | "tool_calls" | "decisions" | "tokens" | "spend_usd"
> {
  /** `null` before it is recorded. */
  readonly stop_reason: string | null;
}

/**
 * One run of an agent, as an `invoke_agent` span says it; what was not measured is left out. The conversation's id is
 * the hash that run records have, so that both are found by it, and no trace holds what identifies a person.
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-agent-spans.md
 */
export function attributesOf(
  { contract, digest }: Bundle,
  { label, serial, variant, opened_at }: Pin,
  session: string | null,
  run: MeasuredRun | null,
): Attributes {
  const id = promptId(contract.name, digest);
  const tokens = run?.tokens;
  const known: Readonly<Record<string, unknown>> = {
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.provider.name": providerName(contract.model.provider),
    "gen_ai.request.model": contract.model.name,
    "gen_ai.agent.name": contract.name,
    "gen_ai.agent.version": id,
    "gen_ai.conversation.id": session,
    "gen_ai.usage.input_tokens": tokens?.input ?? null,
    "gen_ai.usage.output_tokens": tokens?.output ?? null,
    "gen_ai.usage.cache_read.input_tokens": tokens?.cached ?? null,
    "gen_ai.usage.cache_creation.input_tokens": tokens?.cache_write ?? null,
    "gen_ai.usage.reasoning.output_tokens": tokens?.reasoning ?? null,
    "promptctl.prompt_id": id,
    "promptctl.bundle": digest,
    "promptctl.label": label,
    "promptctl.serial": serial,
    "promptctl.variant": variant,
    "promptctl.opened_at": opened_at,
    "promptctl.run_id": run?.run_id ?? null,
    "promptctl.turn": run?.turn ?? null,
    "promptctl.stop_reason": run?.stop_reason ?? null,
    "promptctl.steps": run?.steps ?? null,
    "promptctl.tool_calls": run?.tool_calls ?? null,
    "promptctl.decisions.allow": run?.decisions?.allow ?? null,
    "promptctl.decisions.confirm": run?.decisions?.confirm ?? null,
    "promptctl.decisions.deny": run?.decisions?.deny ?? null,
    "promptctl.spend_usd": run?.spend_usd ?? null,
  };
  return Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string | number] => isSaid(entry[1])),
  );
}

/** A host without types may have told anything. */
function isSaid(value: unknown): value is string | number {
  return typeof value === "string" || (typeof value === "number" && Number.isFinite(value));
}

/** Of a record only that: it may hold a transcript. */
export function recordedRun(record: RunRecord): MeasuredRun {
  const { run_id, turn, stop_reason, steps, tool_calls, decisions, tokens, spend_usd } = record;
  return { run_id, turn, stop_reason, steps, tool_calls, decisions, tokens, spend_usd };
}

/** What is left of them before a run begins: the rest was measured of an earlier one. */
export function withoutRun(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !name.startsWith("gen_ai.usage.") && !ofRun.test(name)),
  );
}

const ofRun = /^promptctl\.(?:run_id|turn|stop_reason|steps|tool_calls|decisions\..*|spend_usd)$/;
