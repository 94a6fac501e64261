import { describe, expect, test } from "vitest";
import { goldenSetDigest, tasksOfKind } from "../../../src/core/golden/set.ts";
import { guardedIncidents, proofsOf } from "../../../src/core/golden/proof.ts";
import type { Task } from "../../../src/core/golden/task.ts";
import { parseJson } from "../../../src/core/json.ts";
import { encodeEvidence, evidencePath } from "../../../src/core/label/evidence.ts";
import { sampleTask as task } from "../../helpers/tasks.ts";
import { digest } from "../label/pointers.ts";

const bundle = digest("a");
const tasks: readonly Task[] = [
  task({ id: "refund", incident: "INC-2" }),
  task({ id: "again", incident: "INC-2" }),
  task({ id: "flaky", quarantine: "since Monday", incident: "INC-1" }),
  task({ id: "attack", tags: ["security"] }),
];

/** A release branch on which this was stored. */
function stored(passed: readonly string[]): (path: string) => Promise<ReturnType<typeof parseJson>> {
  const goldenSet = goldenSetDigest(tasksOfKind(tasks, "golden"));
  const about = { kind: "golden", bundle, goldenSet, contract: "support", runner: "node", mode: "command" } as const;
  const bytes = encodeEvidence({ ...about, recordings: null, passed, quarantined: [], failed: [] });
  return async (path) =>
    path === evidencePath(bundle, "golden", goldenSet) ? parseJson(new TextDecoder().decode(bytes)) : undefined;
}

describe("what golden tasks say about a bundle", () => {
  test("how many there are, where nobody looked for results", async () => {
    expect(await proofsOf(bundle, tasks, null)).toEqual([
      { kind: "golden", tasks: 3, quarantined: 1, stored: null },
      { kind: "security", tasks: 1, quarantined: 0, stored: null },
    ]);
  });

  test("that they passed, as the stored result says it of just this bundle and these tasks", async () => {
    const problems = async (evidence: ReturnType<typeof stored>, of = bundle): Promise<unknown> =>
      (await proofsOf(of, tasks, evidence)).map((proof) => proof.stored?.problem);
    const none = "no security evidence for this bundle and the golden tasks of today";
    expect(await problems(stored(["refund", "again"]))).toEqual([null, none]);
    expect(await problems(stored(["refund"]))).toEqual(["the stored golden evidence does not cover again", none]);
    expect(await problems(stored(["refund", "again"]), digest("b"))).toEqual([
      expect.stringContaining("no golden"),
      none,
    ]);
  });

  test("which incidents they are about", () => {
    expect(guardedIncidents(tasks)).toEqual([
      { incident: "INC-1", tasks: ["flaky"] },
      { incident: "INC-2", tasks: ["refund", "again"] },
    ]);
  });
});
