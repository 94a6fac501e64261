import type { Contract } from "../../contract/contract.ts";
import type { JsonObject } from "../../json.ts";
import type { Path } from "../../place.ts";
import { mapSchema } from "../../schema/walk.ts";
import { type Change, isAt } from "../change.ts";
import type { Comparison } from "../rule.ts";
import { isNote } from "../text/descriptions.ts";
import { comparedTools } from "../tool-pairs.ts";
import { startsWith } from "./patch.ts";
import { notes } from "./view.ts";

/** A schema of a contract on both sides: what somebody writes by it, and somebody reads. */
export interface Surface {
  /** Arguments and values that applications give are read by us; results and answers by others. */
  readonly kind: "input" | "result" | "answer" | "variable";
  readonly path: Path;
  /** The tool or the variable; the answer has no name. */
  readonly name: string;
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** It was there, and is there: of results nothing may be said. */
  readonly wasSaid: boolean;
  readonly isSaid: boolean;
  /** Who reads answers takes fields that nobody told them of. */
  readonly isTolerant: boolean;
  /** The facts inside, without what is only said to the model. */
  readonly changes: readonly Change[];
}

type Sides = Pick<Comparison, "before" | "after" | "changes" | "renames">;

/** Every schema in which something changed that may matter to what is valid. */
export function changedSurfaces(comparison: Sides): readonly Surface[] {
  const { before, after, changes } = comparison;
  const all = [...toolSurfaces(comparison), ...answerSurfaces(before, after), ...variableSurfaces(before, after)];
  return all.flatMap((surface) => {
    const inside = changes.filter(({ path }) => startsWith(path, surface.path) && isAboutValues(surface, path));
    return inside.length === 0 ? [] : [{ ...surface, changes: inside }];
  });
}

type Bare = Omit<Surface, "changes">;

function toolSurfaces(comparison: Sides): readonly Bare[] {
  const touched = new Set(
    comparison.changes.filter(({ path }) => path.length > 2 && isAt(path, ["tools", "*"])).map(({ path }) => path[1]),
  );
  return comparedTools(comparison)
    .filter(({ after }) => touched.has(after.name))
    .flatMap(({ before: was, after: is }): readonly Bare[] => {
      const { name } = is;
      const said = { name, isTolerant: false };
      return [
        {
          ...said,
          kind: "input",
          path: ["tools", name, "input"],
          before: argumentsOf(was.input),
          after: argumentsOf(is.input),
          wasSaid: true,
          isSaid: true,
        },
        {
          ...said,
          kind: "result",
          path: ["tools", name, "output"],
          before: was.output ?? {},
          after: is.output ?? {},
          wasSaid: was.output !== null,
          isSaid: is.output !== null,
        },
      ];
    });
}

/** Arguments are an object, said or not; and where nothing else is said, one without fields. */
function argumentsOf(input: JsonObject): JsonObject {
  const isBare = Object.keys(input).every((keyword) => keyword === "type" || notes.has(keyword));
  return { ...(isBare ? { properties: {} } : {}), type: "object", ...input };
}

function answerSurfaces({ output: was }: Contract, { output: is }: Contract): readonly Bare[] {
  if (was === null || is === null) return [];
  const isTolerant = was.readers === "tolerant" && is.readers === "tolerant";
  const path = ["output", "schema"];
  const said = { wasSaid: true, isSaid: true, isTolerant };
  return [{ kind: "answer", path, name: "", before: was.schema, after: is.schema, ...said }];
}

function variableSurfaces(before: Contract, after: Contract): readonly Bare[] {
  return Object.entries(after.variables).flatMap(([name, is]): readonly Bare[] => {
    const was = Object.hasOwn(before.variables, name) ? before.variables[name] : undefined;
    const said = { wasSaid: true, isSaid: true, isTolerant: false };
    return was === undefined
      ? []
      : [{ kind: "variable", path: ["variables", name], name, before: was, after: is, ...said }];
  });
}

/** Descriptions are read as texts, and the default of a variable is one of its own. */
function isAboutValues({ kind, path: at }: Bare, path: Path): boolean {
  const inside = path.slice(at.length).map(String);
  if (inside.length === 0) return kind === "result";
  if (kind === "variable" && inside[0] === "default") return false;
  return !isNote(inside);
}

/** What a reader takes who was told of this schema: one who is tolerant passes over fields that are new to it. */
export function readBy({ isTolerant }: Surface, schema: JsonObject): JsonObject {
  if (!isTolerant) return schema;
  return mapSchema(schema, (part) =>
    Object.fromEntries(
      Object.entries(part).filter(
        ([keyword, value]) =>
          value !== false || (keyword !== "additionalProperties" && keyword !== "unevaluatedProperties"),
      ),
    ),
  ) as JsonObject;
}
