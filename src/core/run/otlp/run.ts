import type { Json, JsonObject } from "../../json.ts";
import type { Attributes, Span } from "./span.ts";

/** What happened below an agent's span, where it does not say that itself. */
export interface Inside {
  readonly answers: number;
  readonly toolCalls: number;
  /** Of all answers together; `null` where one did not say it. */
  readonly input: number | null;
  readonly output: number | null;
}

export const nothingInside: Inside = { answers: 0, toolCalls: 0, input: 0, output: 0 };

/** Whether spans below it have to be looked at. */
export function saysAll({ attributes }: Span): boolean {
  return ["promptctl.steps", "promptctl.tool_calls", usage.input, usage.output].every((name) => attributes.has(name));
}

/** The run record that a span of an agent would be. Counts that nobody said are those of the spans inside. */
export function recordOf(span: Span, inside: Inside): JsonObject {
  const { attributes, trace, id, error } = span;
  const promptId = textAt(attributes, "promptctl.prompt_id");
  const seen = inside.answers + inside.toolCalls > 0;
  return {
    run_id: textAt(attributes, "promptctl.run_id") ?? `${trace}-${id}`,
    session: textAt(attributes, "gen_ai.conversation.id"),
    turn: numberAt(attributes, "promptctl.turn"),
    at: span.end === null ? null : instantOf(span.end),
    opened_at: textAt(attributes, "promptctl.opened_at"),
    contract: promptId?.replace(/@[^@]*$/, "") ?? textAt(attributes, "gen_ai.agent.name"),
    bundle: textAt(attributes, "promptctl.bundle"),
    prompt_id: promptId,
    label: textAt(attributes, "promptctl.label"),
    serial: numberAt(attributes, "promptctl.serial"),
    variant: textAt(attributes, "promptctl.variant"),
    model: modelOf(attributes),
    stop_reason: textAt(attributes, "promptctl.stop_reason") ?? (error === null ? "finish" : "error"),
    steps: numberAt(attributes, "promptctl.steps") ?? (inside.answers > 0 ? inside.answers : null),
    tool_calls: numberAt(attributes, "promptctl.tool_calls") ?? (seen ? inside.toolCalls : null),
    decisions: decisionsOf(attributes),
    tokens: tokensOf(attributes, inside),
    seconds: span.start === null || span.end === null ? null : secondsBetween(span.start, span.end),
    spend_usd: numberAt(attributes, "promptctl.spend_usd"),
    error,
  };
}

const usage = {
  input: "gen_ai.usage.input_tokens",
  output: "gen_ai.usage.output_tokens",
  cached: "gen_ai.usage.cache_read.input_tokens",
  written: "gen_ai.usage.cache_creation.input_tokens",
  reasoning: "gen_ai.usage.reasoning.output_tokens",
};

/** The tokens of one answer, for who sums them. */
export function usageOf({ attributes }: Span): Pick<Inside, "input" | "output"> {
  return { input: numberAt(attributes, usage.input), output: numberAt(attributes, usage.output) };
}

function tokensOf(attributes: Attributes, inside: Inside): Json {
  const [input, output] = [numberAt(attributes, usage.input), numberAt(attributes, usage.output)];
  if (input !== null && output !== null)
    return {
      input,
      output,
      cached: numberAt(attributes, usage.cached),
      cache_write: numberAt(attributes, usage.written),
      reasoning: numberAt(attributes, usage.reasoning),
    };
  if (inside.answers === 0 || inside.input === null || inside.output === null) return null;
  return { input: inside.input, output: inside.output };
}

function decisionsOf(attributes: Attributes): Json {
  const [allow, confirm, deny] = ["allow", "confirm", "deny"].map((decision) =>
    numberAt(attributes, `promptctl.decisions.${decision}`),
  );
  return [allow, confirm, deny].every((count) => count === null)
    ? null
    : { allow: allow ?? 0, confirm: confirm ?? 0, deny: deny ?? 0 };
}

function modelOf(attributes: Attributes): string | null {
  const names = ["gen_ai.provider.name", "gen_ai.request.model"].flatMap((name) => textAt(attributes, name) ?? []);
  return names.length === 0 ? null : names.join("/");
}

function textAt(attributes: Attributes, name: string): string | null {
  const value = attributes.get(name);
  return typeof value === "string" ? value : null;
}

function numberAt(attributes: Attributes, name: string): number | null {
  const value = attributes.get(name);
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

/** A clock that was set back in between measured nothing. */
function secondsBetween(start: string, end: string): number | null {
  const nanoseconds = BigInt(end) - BigInt(start);
  return nanoseconds < 0n ? null : Number(nanoseconds) / 1e9;
}

function instantOf(nanoseconds: string): string {
  return new Date(Number(BigInt(nanoseconds) / 1_000_000n)).toISOString();
}
