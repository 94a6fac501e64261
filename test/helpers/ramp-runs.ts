import type { JsonObject } from "../../src/core/json.ts";
import type { StoredPointer } from "./shop.ts";
import { runRecord } from "./runs.ts";

export interface Traffic {
  readonly sessions: number;
  /** ISO: between these they were opened. */
  readonly from: string;
  readonly until: string;
  /** How many times the tokens and the tool calls of the others those of the ramp take. */
  readonly tokens?: number;
  readonly calls?: number;
  readonly seed?: number;
}

/** What sessions of a label do, drawn as its weight says: skewed, and alike within a session. */
export function runsOf(pointer: StoredPointer, traffic: Traffic): readonly JsonObject[] {
  const { sessions, from, until, tokens = 1, calls = 1, seed = 1 } = traffic;
  const dice = diceOf(seed);
  const [first, last] = [Date.parse(from), Date.parse(until)];
  return Array.from({ length: sessions }, (_, session) => {
    const isHead = dice() * 10_000 < (pointer.ramp?.weight ?? 0);
    const bundle = isHead ? (pointer.ramp?.bundle ?? pointer.current) : pointer.current;
    const opened = first + (last - first) * dice();
    const effort = Math.exp(0.5 * bell(dice));
    return Array.from({ length: 1 + Math.floor(3 * dice()) }, (__, turn) =>
      runRecord({
        run_id: `${seed}-${session}-${turn}`,
        session: `${seed}-${session}`,
        turn,
        at: new Date(Math.min(last, opened + turn * 1_000)).toISOString(),
        opened_at: new Date(opened).toISOString(),
        contract: pointer.contract,
        bundle,
        prompt_id: `${pointer.contract}@${bundle.slice(7, 19)}`,
        label: pointer.label,
        serial: pointer.serial,
        variant: isHead ? "ramp" : "current",
        tokens: {
          input: Math.round(1_000 * effort * Math.exp(0.3 * bell(dice)) * (isHead ? tokens : 1)),
          output: 100,
          cached: null,
          cache_write: null,
          reasoning: null,
        },
        tool_calls: Math.round((1 + 2 * dice()) * (isHead ? calls : 1)),
        spend_usd: null,
      }),
    );
  }).flat();
}

export function linesOf(records: readonly JsonObject[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** The same numbers each time (mulberry32). */
function diceOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function bell(dice: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice());
}
