import type { Digest } from "../../src/core/bundle/digest.ts";
import type { JsonObject } from "../../src/core/json.ts";

/** The digest of a bundle that nobody has. */
export function digestLike(character: string): Digest {
  return `sha256:${character.repeat(64)}`;
}

/** A run record as a client writes it, with whatever a test says of it. */
export function runRecord(fields: JsonObject = {}): JsonObject {
  return {
    format: "promptctl/run/1",
    run_id: "r-1",
    parent_run_id: null,
    session: "s-1",
    turn: 0,
    at: "2026-11-20T10:00:05.000Z",
    opened_at: "2026-11-20T10:00:00.000Z",
    contract: "support",
    bundle: digestLike("a"),
    prompt_id: "support@aaaaaaaaaaaa",
    label: "prod",
    serial: 7,
    variant: "current",
    task: null,
    environment: { name: "production" },
    variables: null,
    model: "anthropic/claude",
    stop_reason: "finish",
    stop_reason_raw: null,
    steps: 2,
    tool_calls: 1,
    decisions: { allow: 1, confirm: 0, deny: 0 },
    tokens: { input: 100, output: 20, cached: 0, cache_write: 0, reasoning: null },
    seconds: 1.5,
    spend_usd: 0.25,
    outcome: null,
    error: null,
    calls: null,
    transcript: null,
    ...fields,
  };
}
