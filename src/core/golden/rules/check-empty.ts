import { expectedTexts } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenCheckEmpty: GoldenRule = {
  id: "GOLDEN_CHECK_EMPTY",
  level: "law",
  purpose: "Each check of `output` and `said` checks something; a path alone only says where to look.",
  remedy: "Add `contains`, `equals`, `regex`, `schema` or another check beside the path.",
  judge({ task }) {
    return expectedTexts(task).flatMap(({ check, path }) => {
      if (Object.keys(check).some((key) => key !== "path")) return [];
      const message = `the task ${task.id}: this checks nothing`;
      return [{ path, message, hint: "add contains, equals, regex, schema or another check" }];
    });
  },
};
