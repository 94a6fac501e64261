import { toolNamed } from "../../contract/contract.ts";
import { didYouMean } from "../../nearest.ts";
import type { Path } from "../../place.ts";
import { sayList } from "../../text.ts";
import { expectedCalls, toolOf } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";
import type { Task } from "../task.ts";

export const goldenUnknownTool: GoldenRule = {
  id: "GOLDEN_UNKNOWN_TOOL",
  level: "error",
  purpose: "A golden task simulates and expects tools that the contract has: any other expectation can only fail.",
  remedy: "Write the tool's name as the contract has it, or take it out of the task.",
  judge({ task, contract }) {
    const seen = new Set<string>();
    const offered = contract.tools.map((tool) => tool.name);
    return toolsNamed(task).flatMap(({ name, path }) => {
      if (seen.has(name) || toolNamed(contract, name) !== null) return [];
      seen.add(name);
      return [
        {
          path,
          message: `the task ${task.id} names ${name}, and ${contract.name} has no such tool`,
          hint:
            didYouMean(name, offered) ?? (offered.length === 0 ? "it has none" : `its tools are ${sayList(offered)}`),
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
function toolsNamed(task: Task): readonly NamedAt[] {
  const { tools, invariants } = task;
  return [
    ...Object.keys(tools).map((name) => ({ name, path: ["tools", name] })),
    ...Object.entries(tools).flatMap(([tool, entries]) =>
      entries.flatMap(({ after }, index) =>
        after === undefined ? [] : [{ name: after, path: ["tools", tool, index, "after"] }],
      ),
    ),
    ...expectedCalls(task).flatMap(({ list, pattern, path }) =>
      list === "not_called" ? [] : [{ name: toolOf(pattern), path }],
    ),
    ...Object.keys(invariants.max_calls_per_tool ?? {}).map((name) => ({ name, path: ["max_calls_per_tool", name] })),
  ];
}
