import { type Digest, promptId } from "../bundle/digest.ts";
import type { RunFacts } from "../run/records/facts.ts";
import type { LeftOut } from "./accounting.ts";
import type { ComparedSide } from "./comparison.ts";
import type { AgainstQuestion, Question, RampQuestion } from "./question.ts";

export type Side = "base" | "head";

/** Where a run counts. */
export interface Attributed {
  readonly side: Side;
  /** The stretch of the ramp in which its session was opened; 0 where nobody drew lots. */
  readonly stage: number;
  /** Milliseconds; NaN where it is not known. */
  readonly opened: number;
}

/** Why it does not; of another bundle, which one. */
export interface NotAttributed {
  readonly leftOut: LeftOut;
  readonly bundle: string | null;
}

/** Puts runs on sides: by the digest of their bundle, never by time alone. */
export function attribution(question: Question): (run: RunFacts) => Attributed | NotAttributed {
  const { contract, compared } = question;
  const { label } = compared;
  const locate = compared.kind === "ramp" ? inRamp(contract, compared) : inWindows(contract, compared);
  return (run) => {
    if (run.contract !== contract) return not("another contract");
    // `test` writes the same records; of production they have a label.
    if (run.label === null && typeof run.record["task"] === "string") return not("golden task");
    if (label !== null && run.label !== null && run.label !== label) return not("another label");
    const bundle = bundleOf(run);
    return bundle === null ? not("no prompt id") : locate(run, bundle);
  };
}

type Locate = (run: RunFacts, bundle: string) => Attributed | NotAttributed;

function not(leftOut: LeftOut, bundle: string | null = null): NotAttributed {
  return { leftOut, bundle };
}

/** The digest, or the prompt id where a record has that only: what it begins with tells two bundles apart. */
function bundleOf({ bundle, prompt_id, contract }: RunFacts): string | null {
  if (bundle !== null) return bundle;
  return prompt_id?.startsWith(`${contract}@`) === true && /@[0-9a-f]{12}$/.test(prompt_id) ? prompt_id : null;
}

function namesOf(contract: string, digest: Digest): ReadonlySet<string> {
  return new Set([digest, promptId(contract, digest)]);
}

/**
 * Clocks of machines differ, so that a session opened just before the ramp began may look younger: what counts is the
 * serial of the pointer that it was drawn by, and a time only where a record has none. A session that was opened long
 * before it got its pointer was upgraded: only long conversations are, and only to a newer bundle, so it compares with nothing.
 */
function inRamp(contract: string, { base, head, begun, stages, label }: RampQuestion): Locate {
  const [baseNames, headNames] = [namesOf(contract, base), namesOf(contract, head)];
  const beginning = Date.parse(begun.at);
  const times = stages.map(({ fromTime }) => Date.parse(fromTime));
  return (run, bundle) => {
    const side = headNames.has(bundle) ? "head" : baseNames.has(bundle) ? "base" : null;
    if (side === null) return not("another bundle", bundle);
    const opened = openingOf(run);
    if (run.serial !== null && run.label === label) {
      const { serial } = run;
      if (serial < begun.serial || opened < beginning - longBefore) return not("opened before");
      const stage = stages.findLastIndex(({ fromSerial }) => fromSerial <= serial);
      return { side, stage: Math.max(0, stage), opened: Number.isNaN(opened) ? timeOf(run.at) : opened };
    }
    if (Number.isNaN(opened)) return not("opened at no known time");
    if (opened < beginning) return not("opened before");
    const stage = times.findLastIndex((from) => from <= opened);
    return { side, stage: Math.max(0, stage), opened };
  };
}

/** Milliseconds: few clocks differ by more, and what those open is left out of both sides alike. */
const longBefore = 300_000;

/** Of the first run of a session, and of one that belongs to none, its own time is good enough. */
function openingOf({ opened_at, at, turn, session }: RunFacts): number {
  const opened = timeOf(opened_at);
  return Number.isNaN(opened) && (turn === 0 || session === null) ? timeOf(at) : opened;
}

function timeOf(text: string | null): number {
  return text === null ? Number.NaN : Date.parse(text);
}

function inWindows(contract: string, { base, head }: AgainstQuestion): Locate {
  const windows = [windowOf(contract, "head", head), windowOf(contract, "base", base)];
  return (run, bundle) => {
    const opened = timeOf(run.opened_at ?? run.at);
    let why: LeftOut | null = null;
    for (const { side, names, from, until } of windows) {
      if (!names.has(bundle)) continue;
      const missed = missedBy(opened, from, until);
      if (missed === null) return { side, stage: 0, opened };
      why ??= missed;
    }
    return why === null ? not("another bundle", bundle) : not(why);
  };
}

interface Window {
  readonly side: Side;
  readonly names: ReadonlySet<string>;
  readonly from: number | null;
  readonly until: number | null;
}

function windowOf(contract: string, side: Side, { bundle, from, until }: ComparedSide): Window {
  return {
    side,
    names: namesOf(contract, bundle),
    from: from === null ? null : Date.parse(from),
    until: until === null ? null : Date.parse(until),
  };
}

function missedBy(opened: number, from: number | null, until: number | null): LeftOut | null {
  if (from === null && until === null) return null;
  if (Number.isNaN(opened)) return "opened at no known time";
  if (from !== null && opened < from) return "opened before";
  return until !== null && opened >= until ? "opened after" : null;
}
