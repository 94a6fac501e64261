import type { SingleCheck } from "../check-schema.ts";
import { expectedTexts } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenCheckEmpty: GoldenRule = {
  id: "GOLDEN_CHECK_EMPTY",
  level: "law",
  purpose: "Each check of `output` and `said` checks something; a path alone only says where to look.",
  remedy: "Add `contains`, `equals`, `regex`, `schema` or another check beside the path.",
  judge({ task }) {
    return expectedTexts(task).flatMap(({ check, path }) => {
      const open = (["similar", "rubric"] as const).find((name) => isOpen(check[name]));
      if (open !== undefined) {
        const message = `the task ${task.id}: a threshold of 0 lets everything pass`;
        return [{ path: [...path, open, "threshold"], message, hint: "write a number above 0, such as 0.75" }];
      }
      if (Object.keys(check).some((key) => key !== "path")) return [];
      const message = `the task ${task.id}: this checks nothing`;
      return [{ path, message, hint: "add contains, equals, regex, schema or another check" }];
    });
  },
};

function isOpen(check: SingleCheck["similar"] | SingleCheck["rubric"]): boolean {
  return typeof check === "object" && check.threshold === 0;
}
