import type {
  KeptBase,
  KeptJudged,
  KeptResult,
  KeptTrial,
  KeptUnmeasured,
} from "../../src/core/golden/results/kept.ts";

export function judged(part: Partial<KeptJudged> = {}): KeptJudged {
  return {
    kind: "judged",
    passed: true,
    stop_reason: "finish",
    steps: 2,
    tool_calls: 4,
    tokens: { input: 7_000, output: 500, cached: null, cache_write: null, reasoning: null },
    seconds: 1,
    spend_usd: null,
    recording: null,
    verdicts: [],
    retried: 0,
    judge: null,
    ...part,
  };
}

/** What the base did, run for run. */
export function beside(trials: readonly KeptTrial[], outcome: KeptBase["outcome"] = "passed"): KeptBase {
  return { bundle: `sha256:${"d".repeat(64)}`, outcome, trials, since: null };
}

export function unmeasured(why: string, part: Partial<KeptUnmeasured> = {}): KeptUnmeasured {
  return { kind: "unmeasured", why, stderr: null, retried: 0, judge: null, ...part };
}

export function kept(id: string, part: Partial<KeptResult> = {}): KeptResult {
  return {
    contract: "support",
    id,
    place: { file: "goldens/support/everyday.yaml", line: 4, column: 5 },
    tags: [],
    incident: null,
    quarantine: null,
    runs: 1,
    pass: 1,
    bundle: `sha256:${"a".repeat(64)}`,
    definition: `sha256:${"b".repeat(64)}`,
    outcome: "passed",
    trials: [judged()],
    standing: null,
    base: null,
    tolerates: {},
    ...part,
  };
}

/** A task that was run ten times on both sides, and used so many times the tokens of the base. */
export function comparedWith(times: number, id: string, part: Partial<KeptResult> = {}): KeptResult {
  const trials = (most: number) =>
    Array.from({ length: 10 }, (_, at) =>
      judged({ tokens: { input: most + at, output: 0, cached: null, cache_write: null, reasoning: null } }),
    );
  return kept(id, {
    runs: 10,
    trials: trials(1_000 * times),
    standing: { kind: "equal" },
    base: beside(trials(1_000)),
    ...part,
  });
}
