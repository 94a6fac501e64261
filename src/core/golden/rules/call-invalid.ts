import { toolNamed } from "../../contract/contract.ts";
import type { JsonObject } from "../../json.ts";
import { didYouMean, nearest } from "../../nearest.ts";
import { type Path, sayPath } from "../../place.ts";
import type { Fault } from "../../rule.ts";
import { knowsAllFields, type Misfit, misfits } from "../../schema/partial.ts";
import { propertiesOf, requiredOf } from "../../schema/walk.ts";
import { sayValue } from "../../schema/words/value.ts";
import { sayList, shortJson } from "../../text.ts";
import { expectedCalls, toolOf } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";
import type { Task } from "../task.ts";

export const goldenCallInvalid: GoldenRule = {
  id: "GOLDEN_CALL_INVALID",
  level: "error",
  purpose:
    "A golden task speaks of calls that can be made: a call that does not fit the tool's input is refused before anything happens.",
  remedy: "Write parameters as the tool's `input` names them, with values that it takes. Any of them may be left out.",
  judge({ task, contract }) {
    return namedCalls(task).flatMap((call) => {
      const input = toolNamed(contract, call.tool)?.input;
      if (input === undefined) return [];
      const wrong = [
        ...prefixed("args", misfits(input, call.args)),
        ...prefixed("schema", unknownNames(input, call.schema)),
      ];
      return wrong
        .filter((misfit) => call.use !== "forbids" || isTypo(misfit))
        .map((misfit) => faultOf(misfit, call, task));
    });
  },
};

/** A call that a task names, and what for. */
interface NamedCall {
  readonly tool: string;
  readonly args: JsonObject;
  readonly schema: JsonObject;
  readonly path: Path;
  readonly use: keyof typeof consequences;
}

const consequences = {
  answers: "this entry never answers",
  expects: "no call can be as expected",
  forbids: "this forbids nothing",
} as const;

function namedCalls(task: Task): readonly NamedCall[] {
  const simulated = Object.entries(task.tools).flatMap(([tool, entries]) =>
    entries.map(({ args = {} }, index): NamedCall => {
      return { tool, args, schema: {}, path: ["tools", tool, index], use: "answers" };
    }),
  );
  const expected = expectedCalls(task).flatMap(({ list, pattern, path }): readonly NamedCall[] => {
    if (typeof pattern === "string") return [];
    const { args = {}, schema = {} } = pattern;
    return [{ tool: toolOf(pattern), args, schema, path, use: list === "not_called" ? "forbids" : "expects" }];
  });
  return [...simulated, ...expected];
}

/** Names that a schema of arguments speaks of, and that no call has. */
function unknownNames(input: JsonObject, schema: JsonObject): readonly Misfit[] {
  if (!knowsAllFields(input)) return [];
  const known = Object.keys(propertiesOf(input));
  const named = [
    ...Object.keys(propertiesOf(schema)).map((name): Path => ["properties", name]),
    ...requiredOf(schema).map((name, index): Path => ["required", index, name]),
  ];
  const unknown = named.filter((path) => !known.includes(String(path.at(-1))));
  return unknown.map((path) => ({ kind: "unknown", path, name: String(path.at(-1)), known }));
}

function prefixed(field: string, wrong: readonly Misfit[]): readonly Misfit[] {
  return wrong.map((misfit) => ({ ...misfit, path: [field, ...misfit.path] }));
}

/** What is forbidden need not be possible; only a slip of the pen forbids something else than was meant. */
function isTypo(misfit: Misfit): boolean {
  return misfit.kind === "unknown" && nearest(misfit.name, misfit.known) !== null;
}

function faultOf(misfit: Misfit, { tool, path, use }: NamedCall, { id }: Task): Fault {
  const at = [...path, ...misfit.path];
  const about = [use, tool, ...misfit.path.map(String)];
  const so = `so ${consequences[use]}`;
  if (misfit.kind === "unknown") {
    const { name, known } = misfit;
    const hint =
      didYouMean(name, known) ??
      (known.length === 0 ? `${tool} takes nothing` : `its parameters are ${sayList(known)}`);
    return { path: at, message: `the task ${id}: ${tool} has no parameter ${name}, ${so}`, hint, about };
  }
  const name = sayPath(misfit.path.slice(1));
  return {
    path: at,
    message: `the task ${id}: ${tool} does not take ${shortJson(misfit.value)} as ${name}, ${so}`,
    hint: `${name}: ${sayValue(misfit.schema)}`,
    about,
  };
}
