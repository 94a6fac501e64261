import { expect, test } from "vitest";
import { rampOf } from "../../../src/core/analysis/ramp.ts";
import type { LogEntry } from "../../../src/core/label/history.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { pointerFormat } from "../../../src/core/label/pointer.ts";
import { digestLike } from "../../helpers/runs.ts";

function pointer(serial: number, ramp: Pointer["ramp"]): Pointer {
  const nothing = { previous: null, environment: null, halted: null, reason: null };
  return {
    format: pointerFormat,
    contract: "support",
    label: "prod",
    serial,
    issuedAt: `2026-11-22T10:0${serial}:00Z`,
    current: digestLike("a"),
    ramp,
    upgradableFrom: [],
    poll: { interval: 15, deadline: 5, jitter: 0.1 },
    revoked: [],
    source: { commit: null },
    actor: "Ada",
    ...nothing,
  };
}

const at = (weight: number, salt = "now") => ({ bundle: digestLike("b"), weight, salt });

/** Newest first, as history is. */
function logOf(pointers: readonly Pointer[]): readonly LogEntry[] {
  const nothing = { reason: null, force: null, allowBreaking: null, severity: null, evidence: null, before: null };
  return pointers
    .map((after): LogEntry => ({
      commit: "c",
      at: after.issuedAt,
      actor: "Ada",
      action: "promote",
      named: "canary",
      after,
      ...nothing,
    }))
    .toReversed();
}

const moves = [
  pointer(1, null),
  pointer(2, at(500, "an earlier one")),
  pointer(3, null),
  pointer(4, at(500)),
  // Issued again by `verify --propagation`: no new stage.
  pointer(5, at(500)),
  pointer(6, at(2_500)),
];

test("a ramp begins with its salt, and has a stage for each weight", () => {
  expect(rampOf(pointer(6, at(2_500)), logOf(moves))).toMatchObject({
    base: digestLike("a"),
    head: digestLike("b"),
    begun: { serial: 4, at: "2026-11-22T10:04:00Z" },
    weight: 2_500,
    weightSince: "2026-11-22T10:06:00Z",
    stages: [
      { weight: 500, fromSerial: 4, fromTime: "2026-11-22T10:04:00Z", serials: [4, 5] },
      { weight: 2_500, fromSerial: 6, fromTime: "2026-11-22T10:06:00Z", serials: [6] },
    ],
  });
});

test("of a history that is cut off it begins where that does", () => {
  expect(rampOf(pointer(6, at(2_500)), [])).toMatchObject({ begun: { serial: 6 }, stages: [{ weight: 2_500 }] });
  expect(rampOf(pointer(6, at(2_500)), logOf(moves.slice(4)))).toMatchObject({ begun: { serial: 5 } });
});

test("a label that ramps nothing has none", () => {
  expect(rampOf(pointer(6, null), logOf(moves))).toBeNull();
});
