import { type Digest, promptId } from "../../bundle/digest.ts";
import type { Contract, Environment } from "../../contract/contract.ts";
import type { Meter } from "../meter.ts";
import { roundSeconds } from "../sum.ts";
import type { Tally } from "../tally.ts";
import type { RunRecord } from "./schema.ts";

/** Who ran: everything that is known before the first answer. */
export interface RunIdentity {
  readonly run_id: string;
  readonly parent_run_id: string | null;
  /** Hashed. */
  readonly session: string | null;
  readonly turn: number;
  readonly opened_at: string;
  readonly contract: Contract;
  readonly bundle: Digest;
  readonly label: string;
  readonly serial: number;
  readonly variant: "current" | "ramp";
  readonly environment: Environment | null;
}

/** What the session measured. `seconds` is `null` where the run never began. */
export interface RunMeasures {
  readonly meter: Meter;
  readonly tally: Tally;
  readonly seconds: number | null;
}

/** What only the host knows, and what it measured better: each field is taken instead of what the session has. */
export type RunOutcome = Partial<
  Pick<
    RunRecord,
    | "stop_reason"
    | "stop_reason_raw"
    | "steps"
    | "tool_calls"
    | "tokens"
    | "seconds"
    | "spend_usd"
    | "task"
    | "variables"
    | "outcome"
    | "error"
    | "calls"
    | "transcript"
  >
>;

/** A run record with every field that there is: `null` is not measured. */
export function completeRecord(
  { contract, bundle, environment, ...who }: RunIdentity,
  { meter, tally, seconds }: RunMeasures,
  outcome: RunOutcome & Pick<RunRecord, "stop_reason">,
  at: Date,
): RunRecord {
  const { run_id, parent_run_id, session, turn, opened_at, label, serial, variant } = who;
  const begun = seconds !== null;
  const measured: RunRecord = {
    format: "promptctl/run/1",
    run_id,
    parent_run_id,
    session,
    turn,
    at: at.toISOString(),
    opened_at,
    contract: contract.name,
    bundle,
    prompt_id: promptId(contract.name, bundle),
    label,
    serial,
    variant,
    task: null,
    environment,
    variables: null,
    model: `${contract.model.provider}/${contract.model.name}`,
    stop_reason: outcome.stop_reason,
    stop_reason_raw: null,
    steps: tally.answers === 0 ? null : meter.steps,
    tool_calls: begun ? meter.toolCalls : null,
    decisions: begun ? { ...tally.decisions } : null,
    tokens: tally.tokens,
    seconds: seconds === null ? null : roundSeconds(seconds),
    spend_usd: tally.spend,
    outcome: null,
    error: null,
    calls: null,
    transcript: null,
  };
  const given = Object.entries(outcome).filter(([field, value]) => told.has(field) && value !== undefined);
  return { ...measured, ...Object.fromEntries(given) };
}

/** Which bundle it was is no matter of opinion: a host without types cannot say another one. */
const told: ReadonlySet<string> = new Set<keyof RunOutcome>([
  "stop_reason",
  "stop_reason_raw",
  "steps",
  "tool_calls",
  "tokens",
  "seconds",
  "spend_usd",
  "task",
  "variables",
  "outcome",
  "error",
  "calls",
  "transcript",
]);
