import { thousands } from "../../text.ts";
import type { Invariants } from "../../golden/task.ts";
import { sayPercent } from "../limits.ts";
import type { Drift } from "./drift.ts";
import type { TaskPair } from "./pairs.ts";

/** Limits of a task: a higher one proves less, and so does one that is gone. */
export function limitDrifts({ before, after }: TaskPair): readonly Drift[] {
  const perTool = ({ max_calls_per_tool: limits = {} }: Invariants, tool: string): number | undefined =>
    Object.hasOwn(limits, tool) ? limits[tool] : undefined;
  const [had, has] = [before.invariants, after.invariants];
  const tools = [
    ...new Set([had, has].flatMap(({ max_calls_per_tool: limits = {} }) => Object.keys(limits))),
  ].toSorted();
  return [
    ...limitNames.flatMap((name) => drift([name], name, had[name], has[name])),
    ...tools.flatMap((tool) =>
      drift(["max_calls_per_tool", tool], `calls of ${tool}`, perTool(had, tool), perTool(has, tool)),
    ),
    ...increaseDrifts(had, has),
  ];
}

const limitNames = [
  "max_steps",
  "max_tool_calls",
  "max_tokens",
  "max_input_tokens",
  "max_output_tokens",
  "max_reasoning_tokens",
  "max_seconds",
  "max_spend_usd",
  "max_retries",
] as const;

function drift(path: Drift["path"], name: string, was: number | undefined, is: number | undefined): readonly Drift[] {
  if (was === is) return [];
  const about = [String(was), String(is)];
  if (is === undefined)
    return [{ path, kind: "weaker", says: `${name} is not limited any more; it was ${thousands(was ?? 0)}`, about }];
  if (was === undefined) return [{ path, kind: "stronger", says: `${name} is limited to ${thousands(is)}`, about }];
  const says = `${name} goes from ${thousands(was)} to ${thousands(is)}${sayPercent(was, is)}`;
  return [{ path, kind: is > was ? "weaker" : "stronger", says, about }];
}

/** A share and a number cannot be compared: then it is not known to be as strict. */
function increaseDrifts(
  { max_increase: had = {} }: Invariants,
  { max_increase: has = {} }: Invariants,
): readonly Drift[] {
  const metrics = [...new Set([...Object.keys(had), ...Object.keys(has)])].toSorted() as (keyof typeof had)[];
  return metrics.flatMap((metric): readonly Drift[] => {
    const [was, is] = [had[metric], has[metric]];
    if (was === is) return [];
    const path = ["max_increase", metric];
    const about = [String(was), String(is)];
    if (is === undefined)
      return [{ path, kind: "weaker", says: `${metric} may grow without a limit; it was ${String(was)}`, about }];
    if (was === undefined) return [{ path, kind: "stronger", says: `${metric} may grow by ${is} at most`, about }];
    const isLess = typeof was === typeof is && Number.parseFloat(String(is)) < Number.parseFloat(String(was));
    return [
      { path, kind: isLess ? "stronger" : "weaker", says: `${metric} may grow by ${is}, and by ${was} before`, about },
    ];
  });
}
