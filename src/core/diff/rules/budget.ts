import { thousands } from "../../text.ts";
import { type Change, isAt } from "../change.ts";
import { type Judgement, type Rule, severity } from "../rule.ts";

export const budgetRaised: Rule = {
  id: "BUDGET_RAISED",
  purpose: "A limit of a run is higher.",
  incident: "A raised token limit let a loop run five times as long before anything stopped it.",
  judge({ changes }) {
    return limits(changes).flatMap(({ name, before, after, change }) =>
      before !== null && after !== null && after > before
        ? judgement(
            change,
            `${name} is raised from ${thousands(before)} to ${thousands(after)}${sayPercent(before, after)}`,
            ["safe", after > before * 1.2 ? "dangerous" : "safe", "safe"],
          )
        : [],
    );
  },
};

export const budgetLowered: Rule = {
  id: "BUDGET_LOWERED",
  purpose: "A limit of a run is lower.",
  incident: "Conversations that were past the new limit already were cut off at once.",
  judge({ changes }) {
    return limits(changes).flatMap(({ name, before, after, change }) =>
      before !== null && after !== null && after < before
        ? judgement(
            change,
            `${name} is lowered from ${thousands(before)} to ${thousands(after)}${sayPercent(before, after)}`,
            ["dangerous", "dangerous", "dangerous"],
          )
        : [],
    );
  },
};

export const budgetAdded: Rule = {
  id: "BUDGET_ADDED",
  purpose: "A run has a limit that it did not have.",
  incident: "None: the mirror of BUDGET_REMOVED; work that used to take longer is cut off.",
  judge({ changes }) {
    return limits(changes).flatMap(({ name, before, after, change }) =>
      before === null && after !== null
        ? judgement(change, `${name} is limited to ${thousands(after)}`, ["dangerous", "dangerous", "safe"])
        : [],
    );
  },
};

export const budgetRemoved: Rule = {
  id: "BUDGET_REMOVED",
  purpose: "A limit of a run is gone.",
  incident: "A runaway loop with nothing to stop it.",
  judge({ changes }) {
    return limits(changes).flatMap(({ name, before, after, change }) =>
      before !== null && after === null
        ? judgement(change, `${name} (${thousands(before)}) is gone: nothing limits it`, [
            "dangerous",
            "dangerous",
            "safe",
          ])
        : [],
    );
  },
};

interface Limit {
  readonly name: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly change: Change;
}

function limits(changes: readonly Change[]): readonly Limit[] {
  return changes.flatMap((change) => {
    if (!isAt(change.path, ["budgets", "*"])) return [];
    const before = change.kind === "added" ? null : change.before;
    const after = change.kind === "removed" ? null : change.after;
    const numeric = [before, after].every((value) => value === null || typeof value === "number");
    return numeric
      ? [
          {
            name: change.path.slice(1).join(" of "),
            before: before as number | null,
            after: after as number | null,
            change,
          },
        ]
      : [];
  });
}

function judgement(change: Change, message: string, levels: Parameters<typeof severity>): readonly Judgement[] {
  return [{ path: change.path, message, severity: severity(...levels), claims: [change] }];
}

/** From nothing there is no percentage. */
function sayPercent(before: number, after: number): string {
  if (before === 0) return "";
  const percent = Math.round(((after - before) / before) * 100);
  return ` (${percent > 0 ? "+" : ""}${percent} %)`;
}
