import type { Digest } from "../../../src/core/bundle/digest.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import type { LabelPolicy } from "../../../src/core/label/policy.ts";
import type { LogEntry } from "../../../src/core/label/history.ts";
import type { Stamp } from "../../../src/core/label/issue.ts";

/** A digest that reads as what it is: `digest("a")` is `sha256:aaaa…`. */
export function digest(hex: string): Digest {
  return `sha256:${hex.repeat(64).slice(0, 64)}`;
}

export function pointer(part: Partial<Pointer> = {}): Pointer {
  return {
    format: "promptctl/pointer/1",
    contract: "support",
    label: "prod",
    serial: 1,
    issuedAt: "2026-11-20T12:00:00Z",
    current: digest("a"),
    previous: null,
    ramp: null,
    upgradableFrom: [],
    environment: { name: "production" },
    poll: { interval: 15, deadline: 5, jitter: 0.1 },
    revoked: [],
    halted: null,
    source: { commit: null },
    actor: "Ada",
    reason: null,
    ...part,
  };
}

export const stamp: Stamp = {
  contract: "support",
  at: "2026-11-21T12:00:00Z",
  actor: "Grace",
  reason: null,
  commit: "c0ffee",
  salt: "r-2",
  poll: null,
  highest: new Map(),
};

export function policy(part: Partial<LabelPolicy> & { readonly label: string }): LabelPolicy {
  return { environment: null, ramp: null, requires: [], live: [], from: null, bake: null, maxSeverity: null, ...part };
}

export const canaryPolicy = policy({ label: "canary", ramp: { of: "prod", weight: 500 } });
export const prodPolicy = policy({ label: "prod", environment: { name: "production" } });
export const stagingPolicy = policy({ label: "staging", environment: { name: "staging" } });
export const policies: readonly LabelPolicy[] = [stagingPolicy, canaryPolicy, prodPolicy];

/** What `log` knows of a pointer that was written. */
export function entryOf(action: LogEntry["action"], after: Pointer): LogEntry {
  const said = { reason: null, force: null, allowBreaking: null, severity: null, evidence: null };
  return {
    commit: "c0ffee",
    at: after.issuedAt,
    actor: after.actor,
    action,
    named: after.label,
    before: null,
    after,
    ...said,
  };
}
