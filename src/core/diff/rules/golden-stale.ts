import { toolNamed } from "../../contract/contract.ts";
import { type Stale, staleNames } from "../golden/stale.ts";
import { type Comparison, type Rule, severity } from "../rule.ts";
import { heirsOf, sayFate } from "../tool-fate.ts";

export const goldenStale: Rule = {
  id: "GOLDEN_STALE",
  purpose:
    "A golden task still names what this change renames or takes away: it can only fail, or it passes whatever happens.",
  incident: "A security task forbade calls of a tool by its old name, and passed for months under the new one.",
  judge: (comparison) =>
    (comparison.goldens.after ?? []).flatMap((task) =>
      staleNames(task, comparison).map((stale) => ({
        path: ["goldens", task.id, ...stale.path],
        message: `the golden task ${task.id} ${stale.isForbidden ? "forbids" : "still names"} ${sayStale(stale)}, which this change ${fateOf(stale, comparison)}: ${stale.isForbidden ? "it passes whatever the agent does" : consequences[stale.kind]}`,
        severity: severity("safe", "dangerous", "dangerous"),
        claims: [],
        wayOut: wayOut(stale, task.id, comparison),
        about: [
          stale.kind,
          stale.name,
          stale.tool ?? "",
          ...(stale.kind === "tool" ? heirsOf(stale.name, comparison) : []),
        ],
      })),
    ),
};

function sayStale({ kind, name, tool, isForbidden }: Stale): string {
  switch (kind) {
    case "tool":
      return isForbidden ? `calls of ${name}` : `the tool ${name}`;
    case "parameter":
      return isForbidden ? `calls of ${tool ?? ""} by its parameter ${name}` : `the parameter ${name} of ${tool ?? ""}`;
    default:
      return `the ${kind} ${name}`;
  }
}

/** `renames to issue_refund`: the name itself stands before it. */
function fateOf({ kind, name }: Stale, comparison: Comparison): string {
  return kind === "tool" ? sayFate(name, comparison).replace(` ${name} `, " ") : "takes away";
}

const consequences: Readonly<Record<Stale["kind"], string>> = {
  tool: "what it expects can only fail",
  parameter: "what it says of it holds for no call",
  "stop reason": "no run ends so",
  "output field": "no answer has it",
  variable: "nothing takes it in",
};

function wayOut({ kind, name }: Stale, task: string, { before, renames }: Comparison): string {
  const target = kind === "tool" ? renames.get(toolNamed(before, name)?.name ?? name) : undefined;
  return target === undefined ? `let ${task} name what is there now` : `write ${target} in ${task}`;
}
