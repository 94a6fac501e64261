import { sayInstant } from "../instant.ts";
import type { RunFacts } from "../run/records/facts.ts";
import { count } from "../text.ts";
import type { LeftOut } from "./accounting.ts";
import type { Side } from "./attribute.ts";
import type { Excess } from "./comparison.ts";
import type { Question } from "./question.ts";
import { rememberRuns } from "./repeated.ts";
import { openWindow } from "./window.ts";

export interface LimitWatch {
  /** @param at milliseconds, or NaN; @param place the side where the run counts, or why it counts on none */
  add(run: RunFacts, at: number, place: Side | LeftOut): void;
  excesses(): readonly Excess[];
}

/**
 * What single runs of both sides did beyond a limit; and what all runs of the contract did in any hour or day, which is
 * counted in whole minutes.
 */
export function watchLimits(question: Question): LimitWatch {
  const { limits, compared, now } = question;
  const names = compared.kind === "ramp" ? standing : { base: compared.base.says, head: compared.head.says };
  const [from, until] = spanOf(question);
  const single = [
    watchRuns("tokens_per_run", limits.tokensPerRun, names, ({ tokens }) => tokens && tokens.input + tokens.output),
    watchRuns("tool_calls_per_run", limits.toolCallsPerRun, names, ({ tool_calls }) => tool_calls),
  ].filter((watch) => watch !== null);
  const rolling = [
    watchWindow(
      "spend_per_day",
      limits.spendPerDay,
      { minutes: 24 * 60, says: "24 hours", from },
      ({ spend_usd }) => spend_usd,
    ),
    watchWindow(
      "actions_per_hour",
      limits.actionsPerHour,
      { minutes: 60, says: "60 minutes", from },
      ({ tool_calls }) => tool_calls,
    ),
  ].filter((watch) => watch !== null);
  if (single.length + rolling.length === 0) return { add: () => undefined, excesses: () => [] };
  const latest = Math.min(until ?? Infinity, now.getTime() + 60_000);
  const isRepeated = rememberRuns();
  return {
    add: (run, at, place) => {
      if (ignored.has(place) || isRepeated(run.run_id)) return;
      if (place === "base" || place === "head") for (const watch of single) watch.add(run, place);
      if (at <= latest) for (const watch of rolling) watch.add(run, at);
    },
    excesses: () => [...single, ...rolling].flatMap((watch) => watch.excess()),
  };
}

const standing = { base: "the current bundle", head: "the canary" };

/** Those are not what is asked about. */
const ignored: ReadonlySet<Side | LeftOut> = new Set<LeftOut>(["another contract", "another label"]);

/** Of windows only those count that end here, in milliseconds: what was before was somebody else's doing. */
function spanOf({ compared }: Question): readonly [number | null, number | null] {
  if (compared.kind === "ramp") return [Date.parse(compared.begun.at), null];
  const { from, until } = compared.head;
  return [from === null ? null : Date.parse(from), until === null ? null : Date.parse(until)];
}

type Amount = (run: RunFacts) => number | null;

function watchRuns(limit: string, most: number | null, names: Readonly<Record<Side, string>>, of: Amount) {
  if (most === null) return null;
  const runs = { base: 0, head: 0 };
  let worst = { amount: most, run: "" };
  return {
    add: (run: RunFacts, side: Side): void => {
      const amount = of(run) ?? 0;
      if (amount <= most) return;
      runs[side] += 1;
      if (amount > worst.amount || (amount === worst.amount && run.run_id < worst.run))
        worst = { amount, run: run.run_id };
    },
    excess: (): readonly Excess[] => {
      if (runs.base + runs.head === 0) return [];
      const whose = (["head", "base"] as const)
        .filter((side) => runs[side] > 0)
        .map((side) => `${count(runs[side], "run")} of ${names[side]}`);
      const says = `${whose.join(" and ")} had more; most of all ${worst.run}`;
      return [{ limit, most, seen: worst.amount, runs: { ...runs }, says }];
    },
  };
}

interface WindowLimit {
  readonly minutes: number;
  readonly says: string;
  /** Milliseconds: only windows that end later count. */
  readonly from: number | null;
}

function watchWindow(limit: string, most: number | null, { minutes, says, from }: WindowLimit, of: Amount) {
  if (most === null) return null;
  const window = openWindow(minutes);
  return {
    add: (run: RunFacts, at: number): void => {
      const amount = of(run) ?? 0;
      if (amount > 0 && (from === null || at >= from - minutes * 60_000)) window.add(at, amount);
    },
    excess: (): readonly Excess[] => {
      const { amount, until } = window.most(from);
      if (amount <= most) return [];
      return [{ limit, most, seen: amount, runs: null, says: `in the ${says} up to ${sayInstant(new Date(until))}` }];
    },
  };
}
