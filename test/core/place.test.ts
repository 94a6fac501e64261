import { expect, test } from "vitest";
import { sayPlace } from "../../src/core/place.ts";

test("a place is one line, whatever the file is called", () => {
  expect(sayPlace({ file: "prompts/support/contract.yaml", line: 3, column: 5 })).toBe(
    "prompts/support/contract.yaml:3:5",
  );
  expect(sayPlace({ file: "a\n::error::b.md", line: 1, column: 1 })).toBe("a\\n::error::b.md:1:1");
});
