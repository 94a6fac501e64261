import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json, JsonObject } from "../../../src/core/json.ts";
import { appendItem } from "../../../src/core/yaml/append.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { writeYaml } from "../../../src/core/yaml/write.ts";

const item = { id: "new", input: "Hello\nyou" };

describe("what stands there stays, byte by byte", () => {
  test.each<[string, string, string]>([
    [
      "a list that ends the file",
      "# top\ncontract: a   # why\ntasks:\n  # first\n  - { id: one }\n\n  - id: two\n    input: x\n",
      "  # about\n  - id: new\n    input: |-\n      Hello\n      you\n",
    ],
    ["a list that is not indented", "tasks:\n- id: one\n", "# about\n- id: new\n  input: |-\n    Hello\n    you\n"],
    [
      "a file without a last line end",
      "tasks:\n    - id: one",
      "    # about\n    - id: new\n      input: |-\n        Hello\n        you\n",
    ],
    [
      "a last comment",
      "tasks:\n  - id: one\n  # the end\n",
      "  # about\n  - id: new\n    input: |-\n      Hello\n      you\n",
    ],
  ])("%s", (_name, text, added) => {
    expect(appendItem(text, "tasks", item, "about")).toBe(`${text.trimEnd()}\n${added}`);
  });
});

test.each<[string, string]>([
  ["a list in brackets", "# top\ncontract: a # why\ntasks: [{ id: one }] # all\n"],
  ["a list before other keys", "# top\ntasks:\n  - id: one # all\ncontract: a # why\n"],
])("%s keeps its comments", (_name, text) => {
  const result = appendItem(text, "tasks", item, "about") ?? "";
  expect(parseYaml("", result).value).toEqual({ contract: "a", tasks: [{ id: "one" }, item] });
  for (const comment of ["# top", "# why", "# all", "# about"]) expect(result).toContain(comment);
});

test.each(["contract: a\n", "tasks: 5\n", "tasks: [\n", "- 1\n"])("there is no list in %j", (text) => {
  expect(appendItem(text, "tasks", item, "about")).toBeNull();
});

test("whatever stood there, it is followed by the item", () => {
  const text = fc.oneof(fc.string(), fc.constantFrom("a\n", "a\n\n ", "# no comment", "- x", "x: y", " a"));
  const value = fc.dictionary(fc.constantFrom("id", "input", "args"), fc.oneof(text, fc.integer(), fc.array(text)), {
    minKeys: 1,
  });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 3 }), value, (there, added) => {
      const file = writeYaml({ contract: "a", tasks: there as Json });
      const before = parseYaml("", file).value as JsonObject;
      fc.pre(before !== null);
      const result = appendItem(file, "tasks", added as JsonObject, "about");
      expect(parseYaml("", result ?? "").value).toEqual({ contract: "a", tasks: [...there, added] });
    }),
  );
});
