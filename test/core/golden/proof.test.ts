import { describe, expect, test } from "vitest";
import { goldenSetDigest, meaningsOf, tasksOfKind } from "../../../src/core/golden/set.ts";
import { guardedIncidents, proofsOf } from "../../../src/core/golden/proof.ts";
import type { Task } from "../../../src/core/golden/task.ts";
import type { EvidenceStore } from "../../../src/core/golden/stored.ts";
import { parseJson } from "../../../src/core/json.ts";
import { evidencePath } from "../../../src/core/label/evidence.ts";
import { encodeEvidence } from "../../../src/core/label/statement.ts";
import { sampleTask as task } from "../../helpers/tasks.ts";
import { digest, policy } from "../label/pointers.ts";

const bundle = digest("a");
const tasks: readonly Task[] = [
  task({ id: "refund", incident: "INC-2" }),
  task({ id: "again", incident: "INC-2" }),
  task({ id: "flaky", quarantine: "since Monday", incident: "INC-1" }),
  task({ id: "attack", tags: ["security"] }),
];

/** A release branch on which this was stored. */
function stored(passed: readonly string[], before: readonly Task[] = tasks): EvidenceStore {
  const set = tasksOfKind(before, "golden");
  const goldenSet = goldenSetDigest(set);
  const about = { kind: "golden", bundle, goldenSet, contract: "support", runner: "node", mode: "command" } as const;
  const measured = { recordings: null, tasks: Object.fromEntries(meaningsOf(set)), runs: { made: 2, passed: 2 } };
  const bytes = encodeEvidence({ ...about, ...measured, passed, quarantined: [], failed: [] });
  const path = evidencePath(bundle, "golden", goldenSet);
  return {
    json: async (asked) => (asked === path ? parseJson(new TextDecoder().decode(bytes)) : undefined),
    list: (folder) => (path.startsWith(`${folder}/`) ? [path] : []),
  };
}

describe("what golden tasks say about a bundle", () => {
  test("how many there are, where nobody looked for results", async () => {
    const labels = [
      policy({ label: "canary", requires: ["golden"] }),
      policy({ label: "prod", requires: ["golden", "security"], live: ["security"] }),
    ];
    expect(await proofsOf(bundle, tasks, null, labels)).toEqual([
      { kind: "golden", tasks: 3, quarantined: 1, demandedBy: ["canary", "prod"], liveFor: [], stored: null },
      { kind: "security", tasks: 1, quarantined: 0, demandedBy: ["prod"], liveFor: ["prod"], stored: null },
    ]);
  });

  test("that they passed, as the stored result says it of just this bundle and these tasks", async () => {
    const problems = async (evidence: EvidenceStore, of = bundle): Promise<unknown> =>
      (await proofsOf(of, tasks, evidence, [])).map((proof) => proof.stored?.problem);
    const none = "no security evidence for this bundle and the golden tasks of today";
    expect(await problems(stored(["refund", "again"]))).toEqual([null, none]);
    expect(await problems(stored(["refund"]))).toEqual(["the stored golden evidence does not cover again", none]);
    expect(await problems(stored(["refund", "again"]), digest("b"))).toEqual([
      expect.stringContaining("no golden"),
      none,
    ]);
  });

  test("that they passed before they changed, and which ones did", async () => {
    const [first, ...others] = tasks;
    const then = [{ ...task({ id: "refund" }), document: { input: "Good day" } }, task({ id: "old" }), ...others];
    expect(first?.id).toBe("refund");
    const [golden] = await proofsOf(
      bundle,
      [...tasks, task({ id: "lost" })],
      stored(["refund", "old", "again"], then),
      [],
    );
    expect(golden?.stored).toEqual({
      reason: "stale",
      problem: "the golden evidence is stale: lost is new, refund changed and old is gone since it was saved",
      mode: null,
    });
  });

  test("which incidents they are about", () => {
    expect(guardedIncidents(tasks)).toEqual([
      { incident: "INC-1", tasks: ["flaky"] },
      { incident: "INC-2", tasks: ["refund", "again"] },
    ]);
  });
});
