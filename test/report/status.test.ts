import { describe, expect, test } from "vitest";
import type { Proof } from "../../src/core/golden/proof.ts";
import { sayHuman } from "../../src/report/formats/human.ts";
import { contractBlocks, type StatusRow } from "../../src/report/status.ts";
import { digest, entryOf, pointer } from "../core/label/pointers.ts";

const now = new Date("2026-11-20T12:20:00Z");
const proof: Proof = {
  kind: "golden",
  tasks: 3,
  quarantined: 0,
  demandedBy: ["prod"],
  liveFor: [],
  stored: { problem: null, reason: null, mode: "command" },
};
const row: StatusRow = { pointer: pointer(), put: entryOf("promote", pointer()), prospect: { proofs: [], bakes: [] } };

function said(part: Partial<StatusRow>): string {
  const blocks = contractBlocks("support", [{ ...row, ...part }], [], now);
  const report = { command: "status", answer: "yes", verdict: "v", blocks, data: {} } as const;
  return sayHuman(report, (_, text) => text, 120);
}

/** The line of the label, its cells parted by two spaces at least. */
function cells(part: Partial<StatusRow>): readonly string[] {
  const line = said(part)
    .split("\n")
    .find((text) => text.startsWith("prod"));
  return line?.trim().split(/ {2,}/) ?? [];
}

test("a label that stands plainly needs five columns", () => {
  expect(said({})).toMatch(/^label +serves +since +by +serial$/m);
  expect(cells({})).toEqual(["prod", "support@aaaaaaaaaaaa", "20 min ago", "Ada", "1"]);
});

describe("evidence", () => {
  const withProofs = (...proofs: readonly Proof[]): string =>
    cells({ prospect: { proofs, bakes: [] } })
      .slice(4, -1)
      .join("  ");

  test.each([
    ["passed", null, "command", "golden"],
    ["passed from recordings", null, "replay", "golden (replay)"],
    ["never ran", "absent", null, "no golden"],
    ["changed since", "stale", null, "golden stale"],
    ["failed", "failed", "command", "golden FAILED"],
    ["do not cover all", "uncovered", "command", "golden incomplete"],
    ["cannot be read", "untrue", null, "golden unreadable"],
  ] as const)("tasks that %s", (_, reason, mode, expected) => {
    const problem = reason === null ? null : "because";
    expect(withProofs({ ...proof, stored: { problem, reason, mode } })).toBe(expected);
  });

  test("a kind without tasks that this label does not demand is not spoken of", () => {
    const none: Proof = {
      ...proof,
      kind: "security",
      tasks: 0,
      stored: { problem: "none", reason: "empty", mode: null },
    };
    expect(withProofs(proof, { ...none, demandedBy: ["staging"] })).toBe("golden");
    expect(withProofs(proof, { ...none, demandedBy: ["prod"] })).toBe("golden, no security tasks");
  });

  test.each([
    ["is there", { ...proof }, "plain"],
    ["is missing", { ...proof, stored: { problem: "none", reason: "absent", mode: null } }, "warn"],
    [
      "is missing, and nobody demands it",
      { ...proof, demandedBy: [], stored: { problem: "none", reason: "absent", mode: null } },
      "plain",
    ],
    [
      "is of recordings, and live is demanded",
      { ...proof, liveFor: ["prod"], stored: { problem: null, reason: null, mode: "replay" } },
      "warn",
    ],
  ] as const)("that %s", (_, one, tone) => {
    const [, table] = contractBlocks("support", [{ ...row, prospect: { proofs: [one], bakes: [] } }], [], now);
    const cell = table?.kind === "table" ? table.rows[0]?.[4] : undefined;
    expect(typeof cell === "string" ? "plain" : cell?.tone).toBe(tone);
  });
});

test("what has to bake says for whom and for how long", () => {
  const bakes = [
    { label: "prod", left: 600 },
    { label: "shelf", left: 0 },
  ];
  expect(cells({ prospect: { proofs: [], bakes } })[4]).toBe("10 min left for prod, done for shelf");
});

test("a policy that cannot be read leaves evidence and bake out", () => {
  expect(cells({ prospect: null })).toHaveLength(5);
});

test("where history is silent the pointer says by whom, and nobody says since when", () => {
  expect(cells({ put: null }).slice(2, 4)).toEqual(["?", "Ada"]);
});

describe("what nobody should overlook stands beneath", () => {
  test.each([
    ["force", { put: { ...entryOf("promote", pointer()), force: "it burns" } }, "prod was promoted by force: it burns"],
    [
      "a breaking change",
      { put: { ...entryOf("promote", pointer()), allowBreaking: "INC-1" } },
      "prod took a breaking change: INC-1",
    ],
    [
      "a halt",
      { pointer: pointer({ halted: { reason: "it leaks", at: "2026-11-20T12:00:00Z", by: "Grace <g@x>" } }) },
      "support is halted since 2026-11-20T12:00:00Z by Grace: it leaks",
    ],
    [
      "a revocation",
      { pointer: pointer({ revoked: [{ bundle: digest("a"), reason: "it leaks", at: "2026-11-20T12:00:00Z" }] }) },
      "support@aaaaaaaaaaaa is revoked since 2026-11-20T12:00:00Z: it leaks",
    ],
  ] as const)("%s", (_, part, expected) => {
    expect(said(part)).toContain(`- ${expected}`);
  });
});
