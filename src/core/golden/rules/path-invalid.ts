import { queryProblem } from "../../json-path.ts";
import type { Fault } from "../../rule.ts";
import { expectedTexts } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenPathInvalid: GoldenRule = {
  id: "GOLDEN_PATH_INVALID",
  level: "law",
  purpose: "A check that looks into JSON says where in JSONPath (RFC 9535), so that it finds the same in every tool.",
  remedy:
    "Mend the path: $.field.list[0], $['a field'], $.list[*].field, $.list[?@.total > 5]. Functions stand in filters only: $.list[?length(@.name) > 3].",
  judge({ task }) {
    return expectedTexts(task).flatMap(({ check, path }) =>
      (["path", "jsonpath", "not-jsonpath"] as const).flatMap((name): readonly Fault[] => {
        const query = check[name];
        const problem = query === undefined ? null : queryProblem(query);
        if (query === undefined || problem === null) return [];
        const message = `the task ${task.id}: ${query} is no JSONPath (${problem})`;
        return [{ path: [...path, name], message, hint: hintFor(query), about: [name] }];
      }),
    );
  },
};

function hintFor(query: string): string {
  if (/\blength\(\)|\.length$/.test(query))
    return "a length is asked in a filter: $[?length(@.items) > 2]; or use schema: { minItems: 3 }";
  if (/&&|\|\||==/.test(query) && !query.includes("?"))
    return "a condition stands behind a question mark: $.items[?@.total > 5]";
  return "write it like $.order.items[0].name; [*] is every item, ['a b'] a name with a space";
}
