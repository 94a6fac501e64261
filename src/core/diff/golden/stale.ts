import { toolNamed } from "../../contract/contract.ts";
import { coreStopReasons } from "../../contract/stop-reasons.ts";
import { expectedCalls, expectedTexts, toolOf } from "../../golden/expectations.ts";
import type { Task } from "../../golden/task.ts";
import type { Path } from "../../place.ts";
import { propertiesOf } from "../../schema/walk.ts";
import { toolPairs } from "../tool-pairs.ts";
import type { Comparison } from "../rule.ts";

/** Something that a golden task names and that a change took away. */
export interface Stale {
  readonly kind: "tool" | "parameter" | "stop reason" | "output field" | "variable";
  readonly name: string;
  /** Of a parameter. */
  readonly tool: string | null;
  /** Inside the task, the first place of several. */
  readonly path: Path;
  /** Every place where it is named forbids it: then the task passes whatever the agent does. */
  readonly isForbidden: boolean;
}

/** Each name once. */
export function staleNames(task: Task, comparison: Comparison): readonly Stale[] {
  const found = new Map<string, Stale>();
  for (const stale of [
    ...staleTools(task, comparison),
    ...staleParameters(task, comparison),
    ...staleRest(task, comparison),
  ]) {
    const key = `${stale.kind} ${stale.tool ?? ""} ${stale.name}`;
    const known = found.get(key);
    found.set(key, known === undefined ? stale : { ...known, isForbidden: known.isForbidden && stale.isForbidden });
  }
  return [...found.values()];
}

function staleTools(task: Task, { before, after }: Comparison): readonly Stale[] {
  const named: readonly { name: string; path: Path; isForbidden: boolean }[] = [
    ...expectedCalls(task).map(({ list, pattern, path }) => ({
      name: toolOf(pattern),
      path,
      isForbidden: list === "not_called",
    })),
    ...Object.keys(task.tools).map((name) => ({ name, path: ["tools", name], isForbidden: false })),
    ...Object.entries(task.tools).flatMap(([tool, entries]) =>
      entries.flatMap((entry, index) =>
        entry.after === undefined
          ? []
          : [{ name: entry.after, path: ["tools", tool, index, "after"], isForbidden: false }],
      ),
    ),
    ...Object.keys(task.invariants.max_calls_per_tool ?? {}).map((name) => ({
      name,
      path: ["max_calls_per_tool", name],
      isForbidden: false,
    })),
  ];
  return named
    .filter(({ name }) => toolNamed(before, name) !== null && toolNamed(after, name) === null)
    .map((one) => ({ kind: "tool", tool: null, ...one }));
}

function staleParameters(task: Task, comparison: Comparison): readonly Stale[] {
  const gone = new Map(
    toolPairs(comparison).map(({ before, after }) => {
      const has = propertiesOf(after.input);
      return [after.name, Object.keys(propertiesOf(before.input)).filter((name) => !Object.hasOwn(has, name))];
    }),
  );
  const named = [
    ...expectedCalls(task).map(({ list, pattern, path }) => ({
      tool: toolOf(pattern),
      names:
        typeof pattern === "string"
          ? []
          : [...Object.keys(pattern.args ?? {}), ...Object.keys(propertiesOf(pattern.schema))],
      path,
      isForbidden: list === "not_called",
    })),
    ...Object.entries(task.tools).flatMap(([tool, entries]) =>
      entries.map(({ args }, index) => ({
        tool,
        names: Object.keys(args ?? {}),
        path: ["tools", tool, index, "args"],
        isForbidden: false,
      })),
    ),
  ];
  return named.flatMap(({ tool, names, ...one }) => {
    const target = toolNamed(comparison.after, tool)?.name ?? null;
    const missing = target === null ? [] : (gone.get(target) ?? []);
    return names
      .filter((name) => missing.includes(name))
      .map((name) => ({ kind: "parameter" as const, name, tool: target, ...one }));
  });
}

function staleRest(task: Task, { before, after }: Comparison): readonly Stale[] {
  const fixed: readonly string[] = coreStopReasons;
  const reasons = [task.invariants.expect_stop_reason ?? []].flat();
  const [hadFields, hasFields] = [before, after].map(({ output }) => Object.keys(propertiesOf(output?.schema)));
  const fields = expectedTexts(task).flatMap(({ check: { path: at, jsonpath }, path }) => {
    const [, name] = /^\$\.(\w+)/.exec(at ?? jsonpath ?? "") ?? [];
    return name === undefined ? [] : [{ name, path }];
  });
  return [
    ...reasons
      .filter(
        (name) => before.stop_reasons.includes(name) && !after.stop_reasons.includes(name) && !fixed.includes(name),
      )
      .map((name): Stale => ({
        kind: "stop reason",
        name,
        tool: null,
        path: ["expect_stop_reason"],
        isForbidden: false,
      })),
    ...fields
      .filter(({ name }) => hadFields?.includes(name) === true && hasFields?.includes(name) !== true)
      .map((one): Stale => ({ kind: "output field", tool: null, ...one, isForbidden: false })),
    ...Object.keys(task.variables)
      .filter((name) => Object.hasOwn(before.variables, name) && !Object.hasOwn(after.variables, name))
      .map((name): Stale => ({ kind: "variable", name, tool: null, path: ["variables", name], isForbidden: false })),
  ];
}
