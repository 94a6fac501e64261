import type { Bundle } from "../../core/bundle/bundle.ts";
import { promptId } from "../../core/bundle/digest.ts";
import type { Tally } from "../../core/run/tally.ts";
import type { Pin } from "../pin.ts";
import { providerName } from "../telemetry/provider-name.ts";

export type Attributes = Readonly<Record<string, string | number>>;

/**
 * One run of an agent, as an `invoke_agent` span says it; what was not measured is left out. The conversation's id is
 * the hash that run records have, so that both are found by it, and no trace holds what identifies a person.
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/gen-ai-agent-spans.md
 */
export function attributesOf(
  { contract, digest }: Bundle,
  { label, serial, variant }: Pin,
  session: string | null,
  { tokens }: Tally,
): Attributes {
  const id = promptId(contract.name, digest);
  const known: Readonly<Record<string, string | number | null>> = {
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
    "promptctl.prompt_id": id,
    "promptctl.bundle": digest,
    "promptctl.label": label,
    "promptctl.serial": serial,
    "promptctl.variant": variant,
  };
  return Object.fromEntries(
    Object.entries(known).filter((entry): entry is [string, string | number] => entry[1] !== null),
  );
}
