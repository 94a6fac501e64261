import { describe, expect, test } from "vitest";
import {
  highestSerials,
  lastMoved,
  logEntries,
  type LogEntry,
  servedBefore,
  rolledBack,
  servedSince,
} from "../../../src/core/label/history.ts";
import { moveMessage } from "../../../src/core/label/message.ts";
import type { Pointer } from "../../../src/core/label/pointer.ts";
import { digest, pointer } from "./pointers.ts";

const [a, b, c] = [digest("a"), digest("b"), digest("c")];

/** Newest first, as git tells it; written here oldest first, as it happened. */
function history(
  ...entries: readonly (Partial<Omit<LogEntry, "after">> & { readonly after: Pointer })[]
): readonly LogEntry[] {
  const previous = new Map<string, Pointer>();
  return entries
    .map((entry, index): LogEntry => {
      const { after } = entry;
      const key = `${after.contract}/${after.label}`;
      const before = previous.get(key) ?? null;
      previous.set(key, after);
      const nobody = {
        actor: "Ada",
        action: "promote",
        reason: null,
        force: null,
        allowBreaking: null,
        severity: null,
        evidence: null,
      } as const;
      return { ...nobody, commit: `commit-${index}`, at: after.issuedAt, named: after.label, before, ...entry };
    })
    .toReversed();
}

const at = (hour: number, part: Partial<Pointer> = {}): Pointer =>
  pointer({ issuedAt: `2026-11-20T${String(hour).padStart(2, "0")}:00:00Z`, ...part });

describe("since when a label serves its bundle", () => {
  test("since it was put there", () => {
    expect(servedSince(history({ after: at(1, { current: b }) }, { after: at(2) }), "support", "prod", a)).toBe(
      "2026-11-20T02:00:00Z",
    );
  });

  test("a ramp or a new poll in between is no break", () => {
    const entries = history(
      { after: at(1) },
      { after: at(2, { ramp: { bundle: b, weight: 1, salt: "" } }) },
      { after: at(3) },
    );
    expect(servedSince(entries, "support", "prod", a)).toBe("2026-11-20T01:00:00Z");
  });

  test("another bundle in between is one", () => {
    const entries = history({ after: at(1) }, { after: at(2, { current: b }) }, { after: at(3) });
    expect(servedSince(entries, "support", "prod", a)).toBe("2026-11-20T03:00:00Z");
  });

  test("other labels and contracts do not count", () => {
    const entries = history(
      { after: at(1) },
      { after: at(2, { label: "canary", current: b }) },
      { after: at(3, { contract: "sales", current: b }) },
    );
    expect(servedSince(entries, "support", "prod", a)).toBe("2026-11-20T01:00:00Z");
  });

  test.each([
    ["it serves another one", a, history({ after: at(1) }, { after: at(2, { current: b }) })],
    ["it serves nothing", a, []],
  ])("never, where %s", (_name, wanted, entries) => expect(servedSince(entries, "support", "prod", wanted)).toBeNull());
});

describe("what was taken back", () => {
  test("nothing, where nobody rolled back", () =>
    expect(badOf(history({ after: at(1) }, { after: at(2, { current: b }) }))).toEqual([]));

  test("the bundle that a label served before", () => {
    expect(
      badOf(history({ after: at(1) }, { after: at(2, { current: b }) }, { action: "rollback", after: at(3) })),
    ).toEqual([b]);
  });

  test("the bundle that was ramped", () => {
    const ramp = { bundle: b, weight: 500, salt: "r-1" };
    expect(badOf(history({ after: at(1, { ramp }) }, { action: "rollback", after: at(2) }))).toEqual([b]);
  });

  test("each of several", () => {
    const entries = history(
      { after: at(1) },
      { after: at(2, { current: b }) },
      { after: at(3, { current: c }) },
      { action: "rollback", after: at(4, { current: b }) },
      { action: "rollback", after: at(5) },
    );
    expect(badOf(entries)).toEqual([b, c]);
  });

  test("not any more once it was put on a label by force", () => {
    const entries = history(
      { after: at(1) },
      { after: at(2, { current: b }) },
      { action: "rollback", after: at(3) },
      { force: "INC-7", after: at(4, { current: b }) },
    );
    expect(badOf(entries)).toEqual([]);
  });

  test("not any more once it was ramped by force", () => {
    const entries = history(
      { after: at(1) },
      { after: at(2, { current: b }) },
      { action: "rollback", after: at(3) },
      { force: "INC-7", after: at(4, { ramp: { bundle: b, weight: 1, salt: "" } }) },
    );
    expect(badOf(entries)).toEqual([]);
  });

  test("again when it is taken back after that", () => {
    const entries = history(
      { after: at(1) },
      { after: at(2, { current: b }) },
      { action: "rollback", after: at(3) },
      { force: "INC-7", after: at(4, { current: b }) },
      { action: "rollback", after: at(5) },
    );
    expect(badOf(entries)).toEqual([b]);
  });

  test("still, where force put on another bundle", () => {
    const entries = history(
      { after: at(1) },
      { after: at(2, { current: b }) },
      { action: "rollback", after: at(3) },
      { force: "INC-7", after: at(4, { current: c }) },
    );
    expect(badOf(entries)).toEqual([b]);
  });

  test("not of another contract", () => {
    expect(
      badOf(
        history(
          { after: at(1, { contract: "sales" }) },
          { action: "rollback", after: at(2, { contract: "sales", current: b }) },
        ),
      ),
    ).toEqual([]);
  });

  test("says who, what and why", () => {
    const [why] = rolledBack(
      history(
        { after: at(1, { current: b }) },
        { action: "rollback", reason: "wrong refunds", actor: "Grace", after: at(2) },
      ),
      "support",
    ).values();
    expect(why).toBe("Grace rolled prod back on 2026-11-20: wrong refunds");
  });
});

describe("the contracts of the newest move of a label", () => {
  const sales = { contract: "sales" };
  test("all of one commit, each once", () => {
    const entries = history(
      { commit: "old", after: at(1, { contract: "other" }) },
      { commit: "new", named: "canary", after: at(2, { label: "canary" }) },
      { commit: "new", named: "canary", after: at(2) },
      { commit: "new", named: "canary", after: at(2, { ...sales, label: "canary" }) },
    );
    expect(lastMoved(entries, "canary").toSorted()).toEqual(["sales", "support"]);
  });

  test("the label that was named counts, not the label whose pointer holds the ramp", () => {
    const entries = history({ commit: "one", after: at(1, sales) }, { commit: "two", named: "canary", after: at(2) });
    expect(lastMoved(entries, "prod")).toEqual(["sales"]);
  });

  test("none, where it never moved", () => expect(lastMoved(history({ after: at(1) }), "staging")).toEqual([]));
});

test("the highest serial of each label, also where somebody put an older pointer back by hand", () => {
  const entries = history(
    { after: at(1, { serial: 1 }) },
    { after: at(2, { serial: 2 }) },
    { after: at(3, { serial: 1 }) },
    { after: at(4, { label: "canary", serial: 7 }) },
    { after: at(5, { contract: "sales", serial: 9 }) },
  );
  expect(highestSerials(entries, "support")).toEqual(
    new Map([
      ["prod", 2],
      ["canary", 7],
    ]),
  );
});

test("what commits say becomes entries, and a commit of somebody else is told apart", () => {
  const after = pointer({ serial: 2, current: b });
  const message = moveMessage({
    action: "rollback",
    label: "prod",
    writes: [after],
    reason: "wrong refunds",
    force: null,
    allowBreaking: null,
    severity: "safe",
    evidence: ["sales: golden 2b2b2b2b2b2b (live)", "support: golden 1a2b3c4d5e6f (command)"],
  });
  const commit = {
    commit: "2",
    at: "2026-11-20T12:00:00Z",
    author: "Grace",
    message,
    pointers: [{ before: pointer(), after }],
  };
  const foreign = {
    ...commit,
    commit: "3",
    message: 'Revert "promote prod"',
    pointers: [
      { before: after, after: pointer() },
      { before: pointer(), after: null },
    ],
  };
  const entries = logEntries([foreign, commit]);
  expect(entries).toMatchObject([
    { commit: "3", action: "other", named: "prod", reason: null, evidence: null },
    {
      commit: "2",
      action: "rollback",
      named: "prod",
      reason: "wrong refunds",
      severity: "safe",
      evidence: "golden 1a2b3c4d5e6f (command)",
      force: null,
      actor: "Grace",
    },
  ]);
  expect(servedBefore(entries, "support", "prod").map(({ current }) => current)).toEqual([b]);
});

function badOf(entries: readonly LogEntry[]): readonly string[] {
  return [...rolledBack(entries, "support").keys()].toSorted();
}
