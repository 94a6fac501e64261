import type { Analysis, ComparedSide } from "../../../core/analysis/comparison.ts";
import { decideAgainst } from "../../../core/analysis/decide.ts";
import { judgeMetrics } from "../../../core/analysis/judge.ts";
import { lastWindow, readWindow, type Window } from "../../../core/analysis/named-window.ts";
import { parseDuration } from "../../../core/duration.ts";
import { Failure } from "../../../core/failure.ts";
import { sayInstant } from "../../../core/instant.ts";
import type { World } from "../../../world/world.ts";
import { bundlesNamed } from "../bundles.ts";
import { pointersOf, type Releases, requireContracts } from "../releases.ts";
import { stopReasonsOf } from "./look.ts";
import { observe, type Sources } from "./observe.ts";
import type { AnalysisGround } from "./policy.ts";

export interface AgainstWish {
  readonly contract: string;
  readonly label: string | null;
  /** What is judged: a digest, a prompt id or a label; `null` is what the label serves. */
  readonly bundle: string | null;
  /** A digest, a prompt id, a label, or a time. */
  readonly against: string;
  /** How long back; `null` is a day beside another time, and all records beside another bundle. */
  readonly window: string | null;
}

/**
 * Compares what nobody drew lots for: two bundles, or one bundle at two times, between which somebody else may have
 * changed something (the model, the users).
 *
 * @throws Failure USAGE, UNKNOWN_CONTRACT, NOT_ON_LABEL, NOT_A_BUNDLE
 */
export async function lookAgainst(
  world: World,
  releases: Releases,
  wish: AgainstWish,
  { policy, requirePromptId }: AnalysisGround,
  sources: Sources,
): Promise<Analysis> {
  const now = world.clock.now();
  const { contract } = wish;
  requireContracts(releases, [contract]);
  const label = wish.label ?? "prod";
  const { base, head } = await sidesOf(releases, wish, label, now);
  const { observed, isPartial, ...seen } = await observe(world, sources, {
    contract,
    metrics: policy.metrics,
    stopReasons: await stopReasonsOf(releases, [base.bundle, head.bundle]),
    limits: policy.limits,
    compared: { kind: "against", label: wish.label, base, head },
    now,
  });
  const metrics = judgeMetrics(observed, seen.accounting, policy.falseAlarms);
  const decision = decideAgainst({ ...seen, metrics, isPartial, policy, requirePromptId, now });
  return {
    contract,
    label,
    compared: { kind: "against", base, head },
    ...seen,
    metrics,
    decision,
    at: sayInstant(now),
  };
}

async function sidesOf(
  releases: Releases,
  { contract, bundle, against, window }: AgainstWish,
  label: string,
  now: Date,
): Promise<{ readonly base: ComparedSide; readonly head: ComparedSide }> {
  const seconds = window === null ? null : lengthOf(window);
  const judged = bundle ?? label;
  const digest = await bundleOf(releases, contract, judged);
  const then = readWindow(against, seconds ?? standardWindow, now);
  if (then.kind === "wrong")
    throw new Failure("USAGE", { message: `--against: ${then.why}`, hint: "write last-week, a day, or A..B" });
  if (then.kind === "window") {
    return { base: sideOf(digest, then.window), head: sideOf(digest, headAfter(then.window, seconds, now)) };
  }
  const recent = seconds === null ? null : lastWindow(seconds, now);
  const base = await bundleOf(releases, contract, against);
  if (base === digest)
    throw new Failure("USAGE", {
      message: `${judged} and ${against} are the same bundle: there is nothing to compare`,
      hint: "name another one, or a time: --against last-week",
    });
  return { base: sideOf(base, recent, against), head: sideOf(digest, recent, judged) };
}

/** A session is on one side only: where the times overlap, the second begins where the first one ends. */
function headAfter({ until, says }: Window, seconds: number | null, now: Date): Window {
  const head = lastWindow(seconds ?? standardWindow, now);
  if (until <= head.from) return head;
  if (until < head.until) return { ...head, from: until, says: `since ${until}` };
  throw new Failure("USAGE", {
    message: `${says} is not over, so that nothing comes after it to compare`,
    hint: "name a time that is over: --against yesterday",
  });
}

/** Seconds: a day has all hours of the day. */
const standardWindow = 86_400;

function lengthOf(window: string): number {
  const seconds = parseDuration(window);
  if (seconds !== null && seconds > 0 && seconds <= longest) return seconds;
  throw new Failure("USAGE", { message: `--window takes a duration (24h, 7d) of ten years at most, not '${window}'` });
}

/** Ten years: nobody has older records, and times have an end. */
const longest = 3_653 * 86_400;

/** A label of this contract, or a bundle by its digest or prompt id. */
async function bundleOf(releases: Releases, contract: string, name: string): Promise<ComparedSide["bundle"]> {
  const pointers = pointersOf(releases, contract);
  const served = pointers.get(name);
  if (served !== undefined) return served.current;
  const found = (await bundlesNamed(releases, name))?.find((one) => one.bundle.contract.name === contract);
  if (found !== undefined) return found.bundle.digest;
  throw new Failure("USAGE", {
    message: `'${name}' is no bundle, no label of ${contract} and no time`,
    hint: `labels: ${[...pointers.keys()].join(", ")}; a bundle is named by its digest or prompt id (promptctl log), a time as last-week, yesterday, 2026-11-01 or A..B`,
  });
}

function sideOf(
  bundle: ComparedSide["bundle"],
  window: Window | null,
  says: string = window?.says ?? "",
): ComparedSide {
  return { bundle, from: window?.from ?? null, until: window?.until ?? null, says };
}
