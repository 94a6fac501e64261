import { randomUUID } from "node:crypto";
import type { Contract, Decision } from "../../core/contract/contract.ts";
import { countCall, countStep, countUse, freshMeter, type Meter, startRun } from "../../core/run/meter.ts";
import type { Tokens } from "../../core/run/record.ts";
import type { RunMeasures } from "../../core/run/records/complete.ts";
import { freshTally, type Tally, tallyAnswer, tallyDecision } from "../../core/run/tally.ts";
import type { Memory } from "./memory.ts";

/** What a host may know of a run when it begins. */
export interface RunStart {
  /** Default: a random UUID. */
  readonly run_id?: string;
  /** The run of another agent that asked for this one. */
  readonly parent_run_id?: string;
  /** Default: how many there were before: the first is 0, as in golden tasks. */
  readonly turn?: number;
}

/** The measure of one run after the other, by a clock that never jumps. */
export interface Metering {
  begin(start?: RunStart): void;
  /** A run begins by itself where nobody said so. */
  ensureBegun(): void;
  /** Between its beginning and its record. */
  isRunning(): boolean;
  /** With the seconds until now; between two runs what the next one has. Calls that were allowed and are not back count. */
  meter(): Meter;
  answer(tokens: Tokens | null, spend: number | null): void;
  /** A call that may be made now: of those beside it none has come back yet. */
  allow(tool: string): void;
  /** One of those came back. */
  back(tool: string): void;
  call(tool: string, succeeded: boolean): void;
  decide(decision: Decision): void;
  end(): void;
  /** What is known of the run now, or of the last one. */
  measures(): RunMeasures;
  run(): { readonly run_id: string; readonly parent_run_id: string | null; readonly turn: number };
}

/** @param elapsed monotonic milliseconds */
export function startMetering({ turn: turns, called }: Memory, elapsed: () => number): Metering {
  let meter: Meter = { ...freshMeter, succeeded: new Set(called) };
  let tally = freshTally;
  let run = { run_id: "", parent_run_id: null as string | null, turn: turns - 1 };
  let startedAt: number | null = null;
  let running = false;
  let underWay: readonly string[] = [];

  function begin({ run_id = randomUUID(), parent_run_id, turn }: RunStart = {}): void {
    meter = startRun(meter);
    tally = freshTally;
    run = { run_id, parent_run_id: parent_run_id ?? null, turn: turn ?? run.turn + 1 };
    startedAt = elapsed();
    running = true;
    underWay = [];
  }
  const seconds = (): number => (startedAt === null ? 0 : Math.max(0, elapsed() - startedAt) / 1_000);
  const current = (): Meter => (running ? { ...meter, seconds: seconds() } : meter);
  return {
    begin,
    ensureBegun: () => {
      if (!running) begin();
    },
    isRunning: () => running,
    meter: () => (running ? underWay.reduce((all, tool) => countCall(all, tool, false), current()) : startRun(meter)),
    answer: (tokens, spend) => {
      meter = countUse(countStep(meter, tokens), { spend: spend ?? 0 });
      tally = tallyAnswer(tally, tokens, spend);
    },
    allow: (tool) => {
      underWay = [...underWay, tool];
    },
    back: (tool) => {
      const at = underWay.indexOf(tool);
      if (at >= 0) underWay = underWay.toSpliced(at, 1);
    },
    call: (tool, succeeded) => {
      meter = countCall(meter, tool, succeeded);
    },
    decide: (decision) => {
      tally = tallyDecision(tally, decision);
    },
    end: () => {
      // A record without a run is one all the same: of a host that measures by itself.
      if (!running) {
        begin();
        startedAt = null;
      }
      meter = current();
      running = false;
    },
    measures: () => ({ meter: current(), tally, seconds: startedAt === null ? null : current().seconds }),
    run: () => run,
  };
}

/** Budgets that nobody can keep, because what they limit was not measured: in words. */
export function unkeptBudgets({ budgets, model }: Contract, { answers, tokens, spend }: Tally): readonly string[] {
  if (answers === 0) return [];
  return [
    ...(budgets.max_tokens !== null && tokens === null ? ["max_tokens: an answer came without its usage"] : []),
    ...(budgets.max_spend_usd !== null && spend === null
      ? [`max_spend_usd: what ${model.provider}/${model.name} used has no price (connect({ prices }))`]
      : []),
  ];
}
