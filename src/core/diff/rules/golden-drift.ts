import type { Drift } from "../golden/drift.ts";
import { driftsOf } from "../golden/drifts.ts";
import { pairTasks } from "../golden/pairs.ts";
import type { Task } from "../../golden/task.ts";
import { said } from "../about.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";
import type { Severity } from "../../severity.ts";

export const goldenWeakened: Rule = {
  id: "GOLDEN_WEAKENED",
  purpose: "A golden task is gone, or proves less than before, in the same change as what it has to prove.",
  incident: "A limit of a golden task was raised in the pull request that broke it, and the check stayed green.",
  judge(comparison) {
    const gone = pairTasks(comparison)?.gone ?? [];
    const level = severity("safe", "dangerous", "dangerous");
    return [
      ...gone.map((task) => ({
        path: ["goldens", task.id],
        message: `${sayTask(task)} is gone${task.incident === null ? "" : `; it guarded against ${task.incident}`}`,
        severity: level,
        claims: [],
        wayOut: `keep ${task.id}, or take it out in a change of its own`,
        about: [said(task.document)],
      })),
      ...drifted(comparison, "weaker", "proves less", level),
    ];
  },
};

export const goldenStrengthened: Rule = {
  id: "GOLDEN_STRENGTHENED",
  purpose: "A golden task proves more than before.",
  incident: "None: the mirror of GOLDEN_WEAKENED, so that a report says everything that changed.",
  judge: (comparison) => drifted(comparison, "stronger", "proves more", severity("safe", "safe", "safe")),
};

export const goldenChanged: Rule = {
  id: "GOLDEN_CHANGED",
  purpose: "A golden task asks something else, in another situation: what it proved before is proved by nothing now.",
  incident: "The amount in a task went from 5,000 to 50 together with the limit that it was there to prove.",
  judge: (comparison) => drifted(comparison, "other", "is another one", severity("safe", "dangerous", "safe")),
};

export const goldenAdded: Rule = {
  id: "GOLDEN_ADDED",
  purpose: "A golden task is new.",
  incident: "None: what is gone is GOLDEN_WEAKENED, and a report says both.",
  judge: (comparison) =>
    (pairTasks(comparison)?.come ?? []).map((task) => ({
      path: ["goldens", task.id],
      message: `${sayTask(task)} is new${task.incident === null ? "" : `, and guards against ${task.incident}`}`,
      severity: severity("safe", "safe", "safe"),
      claims: [],
    })),
};

function drifted(comparison: Comparison, kind: Drift["kind"], what: string, level: Severity): readonly Judgement[] {
  return (pairTasks(comparison)?.pairs ?? []).flatMap((pair) =>
    driftsOf(pair)
      .filter((drift) => drift.kind === kind)
      .map(({ path, says, about }) => ({
        path: ["goldens", pair.after.id, ...path],
        message: `${sayTask(pair.before)} ${what}: ${says}`,
        severity: level,
        claims: [],
        about,
      })),
  );
}

function sayTask({ id, tags }: Task): string {
  return `the ${tags.includes("security") ? "security" : "golden"} task ${id}`;
}
