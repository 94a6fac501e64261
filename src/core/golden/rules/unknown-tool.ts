import { toolNamed } from "../../contract/contract.ts";
import type { Path } from "../../place.ts";
import { sayList } from "../../text.ts";
import type { GoldenRule } from "../rule.ts";
import type { CallPattern } from "../schema.ts";
import type { Task } from "../task.ts";

export const goldenUnknownTool: GoldenRule = {
  id: "GOLDEN_UNKNOWN_TOOL",
  level: "error",
  purpose: "A golden task simulates and expects tools that the contract has: any other expectation can only fail.",
  remedy: "Write the tool's name as the contract has it, or take it out of the task.",
  judge({ task, contract }) {
    const seen = new Set<string>();
    return toolsNamed(task).flatMap(({ name, path }) => {
      if (seen.has(name) || toolNamed(contract, name) !== null) return [];
      seen.add(name);
      return [
        {
          path,
          message: `the task ${task.id} names ${name}, and ${contract.name} has no such tool`,
          hint: `its tools are ${sayList(contract.tools.map((tool) => tool.name))}`,
          about: [name],
        },
      ];
    });
  },
};

interface NamedAt {
  readonly name: string;
  readonly path: Path;
}

/** A negative expectation may name what must never be there; everything else has to exist. */
function toolsNamed({ tools, invariants: { expect, max_calls_per_tool } }: Task): readonly NamedAt[] {
  const patterns = (key: "writes" | "called" | "order" | "confirmed" | "denied"): readonly NamedAt[] =>
    (expect?.[key] ?? []).map((pattern, index) => ({ name: nameOf(pattern), path: ["expect", key, index] }));
  return [
    ...Object.keys(tools).map((name) => ({ name, path: ["tools", name] })),
    ...Object.entries(tools).flatMap(([tool, entries]) =>
      entries.flatMap(({ after }, index) =>
        after === undefined ? [] : [{ name: after, path: ["tools", tool, index, "after"] }],
      ),
    ),
    ...patterns("writes"),
    ...patterns("called"),
    ...patterns("order"),
    ...patterns("confirmed"),
    ...patterns("denied"),
    ...Object.keys(max_calls_per_tool ?? {}).map((name) => ({ name, path: ["max_calls_per_tool", name] })),
  ];
}

function nameOf(pattern: CallPattern): string {
  return typeof pattern === "string" ? pattern : pattern.tool;
}
