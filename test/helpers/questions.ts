import type { MetricKind, MetricPolicy } from "../../src/core/analysis/policy.ts";
import type { Question } from "../../src/core/analysis/question.ts";
import { digestLike } from "./runs.ts";

export const [baseDigest, headDigest] = [digestLike("a"), digestLike("b")];

export const noLimits = { tokensPerRun: null, toolCallsPerRun: null, spendPerDay: null, actionsPerHour: null };

export function metric(name: string, kind: MetricKind): MetricPolicy {
  return { name, kind, maxIncrease: null, maxDecrease: null, critical: false, minRuns: 1, isNamed: false };
}

/** A ramp that began with serial 7 at ten o'clock, and got more weight with serial 9 at eleven. */
export function rampQuestion(part: Partial<Question> = {}): Question {
  return {
    contract: "support",
    metrics: [metric("tokens", "amount"), metric("errors", "share")],
    stopReasons: ["finish", "error"],
    limits: noLimits,
    compared: {
      kind: "ramp",
      label: "prod",
      base: baseDigest,
      head: headDigest,
      begun: { serial: 7, at: "2026-11-20T10:00:00Z" },
      stages: [
        { fromSerial: 7, fromTime: "2026-11-20T10:00:00Z", weight: 500 },
        { fromSerial: 9, fromTime: "2026-11-20T11:00:00Z", weight: 2_500 },
      ],
    },
    now: new Date("2026-11-20T12:00:00Z"),
    ...part,
  };
}
