import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { circlesIn } from "../../src/core/circle.ts";

const leads = (text: string): ReadonlyMap<string, readonly string[]> =>
  new Map(
    text.split(" ").map((part) => {
      const [from = "", to = ""] = part.split(":");
      return [from, to.split(",").filter((name) => name !== "")] as const;
    }),
  );

describe("circles", () => {
  test.each<[string, string, readonly string[]]>([
    ["a row", "a:b b:c c:", []],
    ["two who lead to each other", "b:a a:b", ["ab"]],
    ["one that leads to itself", "a:a b:a", ["a"]],
    ["a circle behind a row", "a:c c:d d:e e:c", ["cde"]],
    ["two circles apart", "a:b b:a c:d d:c", ["ab", "cd"]],
    ["a diamond", "a:b,c b:d c:d d:", []],
    ["names that nobody leads from", "a:x", []],
  ])("%s", (_name, text, expected) => {
    expect(circlesIn(leads(text)).map((circle) => circle.join(""))).toEqual(expected);
  });

  test("a long row takes no longer than its length, and no stack", () => {
    const row = new Map(Array.from({ length: 50_000 }, (_, index) => [`n${index}`, [`n${index + 1}`]] as const));
    expect(circlesIn(row)).toEqual([]);
    expect(circlesIn(new Map([...row, ["n50000", ["n0"]]]))[0]).toHaveLength(50_001);
  });

  test("are found where a name can be reached from itself, and nowhere else", () => {
    const names = ["a", "b", "c", "d", "e"];
    const graphs = fc.dictionary(fc.constantFrom(...names), fc.subarray(names));
    fc.assert(
      fc.property(graphs, (graph) => {
        const next = new Map(Object.entries(graph));
        const circles = circlesIn(next);
        expect(circles.length > 0).toBe(names.some((name) => reachable(name, next).has(name)));
        for (const circle of circles) {
          circle.forEach((name, index) => {
            expect(next.get(name)).toContain(circle[(index + 1) % circle.length]);
          });
        }
      }),
    );
  });
});

function reachable(name: string, next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [name];
  for (const at of queue) {
    for (const after of next.get(at) ?? []) {
      if (found.has(after)) continue;
      found.add(after);
      queue.push(after);
    }
  }
  return found;
}
