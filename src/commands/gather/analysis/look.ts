import type { Analysis } from "../../../core/analysis/comparison.ts";
import { decideRamp } from "../../../core/analysis/decide.ts";
import { judgeMetrics } from "../../../core/analysis/judge.ts";
import type { Digest } from "../../../core/bundle/digest.ts";
import { coreStopReasons } from "../../../core/contract/stop-reasons.ts";
import { sayInstant } from "../../../core/instant.ts";
import type { World } from "../../../world/world.ts";
import type { Releases } from "../releases.ts";
import { observe, type Sources } from "./observe.ts";
import type { AnalysisGround } from "./policy.ts";
import type { RunningRamp } from "./ramp.ts";

/** Judges a ramp by what its sessions did up to now. */
export async function lookAtRamp(
  world: World,
  releases: Releases,
  { ramp, pointer }: RunningRamp,
  { policy, requirePromptId }: AnalysisGround,
  sources: Sources,
): Promise<Analysis> {
  const now = world.clock.now();
  const { contract, label, base, head, salt, weight, weightSince, begun } = ramp;
  const observation = await observe(world, sources, {
    contract,
    metrics: policy.metrics,
    stopReasons: await stopReasonsOf(releases, [base, head]),
    limits: policy.limits,
    compared: { kind: "ramp", ...ramp },
    now,
  });
  const { observed, isPartial, ...seen } = observation;
  const metrics = judgeMetrics(observed, seen.accounting, policy.falseAlarms);
  const findings = { ...seen, metrics, isPartial, policy, requirePromptId, now };
  return {
    contract,
    label,
    compared: { kind: "ramp", base, head, salt, weight, since: begun.at, weightSince },
    ...seen,
    metrics,
    decision: decideRamp(findings, { weight, weightSince, isHalted: pointer.halted !== null }),
    at: sayInstant(now),
  };
}

/** How a run can end, but for the way it should: known before anything is measured, so that chance stays what it is. */
export async function stopReasonsOf(releases: Releases, digests: readonly Digest[]): Promise<readonly string[]> {
  const bundles = await Promise.all([...new Set(digests)].map((digest) => releases.bundle(digest)));
  const own = bundles.flatMap(({ contract: { stop_reasons, tools } }) => [
    ...stop_reasons,
    ...tools.flatMap((tool) => tool.stop_reason ?? []),
  ]);
  return [...new Set([...coreStopReasons, ...own])].filter((reason) => reason !== "finish");
}
