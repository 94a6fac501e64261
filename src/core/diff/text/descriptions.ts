import type { Json } from "../../json.ts";
import type { Path } from "../../place.ts";
import type { Change } from "../change.ts";

/** A change of what the model is told about a tool, a parameter or a field. */
export interface DescriptionChange {
  readonly change: Change;
  /** `issue_refund`, `issue_refund.amount`, `the answer's total`. */
  readonly described: string;
  readonly isTool: boolean;
  /** Empty where there was none. */
  readonly before: string;
  readonly after: string;
}

export function descriptionChanges(changes: readonly Change[]): readonly DescriptionChange[] {
  return changes.flatMap((change) => {
    const described = describedAt(change.path);
    if (described === null || (change.kind !== "added" && change.kind !== "removed" && change.kind !== "changed"))
      return [];
    const before = change.kind === "added" ? "" : sayValue(change.before);
    const after = change.kind === "removed" ? "" : sayValue(change.after);
    const isTool = change.path.length === 3 && change.path[0] === "tools";
    return [{ change, described, isTool, before, after }];
  });
}

/** What stands there describes; `null` where it is something else, as a property that is called `description`. */
function describedAt(path: Path): string | null {
  const [section, name, part, ...inside] = path.map(String);
  if (section === "tools" && name !== undefined) {
    if (part === "description") return inside.length === 0 ? name : null;
    if (part !== "input" && part !== "output") return null;
    const fields = fieldsAt(inside);
    return fields === null ? null : [part === "output" ? `the result of ${name}` : name, ...fields].join(".");
  }
  if (section !== "output" || name !== "schema") return null;
  const fields = fieldsAt([part, ...inside].flatMap((step) => step ?? []));
  return fields === null ? null : ["the answer", ...fields].join(".");
}

/** A path inside a schema leads to what is said about it, and not to what it says. */
export function isNote(steps: readonly string[]): boolean {
  return fieldsAt(steps) !== null;
}

/** The fields that lead to a description inside a schema. */
function fieldsAt(steps: readonly string[]): readonly string[] | null {
  const fields: string[] = [];
  for (let at = 0; at < steps.length; at += 1) {
    const keyword = steps[at] ?? "";
    if (at === steps.length - 1) return notes.has(keyword) ? fields : null;
    if (named.has(keyword)) {
      at += 1;
      if (keyword === "properties") fields.push(steps[at] ?? "");
    } else if (listed.has(keyword)) {
      at += 1;
    } else if (!nested.has(keyword)) return null;
  }
  return null;
}

const notes = new Set(["description", "title", "$comment", "examples"]);
/** Keywords whose schemas have names, those that hold some in an order, and those that hold one. */
const named = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);
const listed = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const nested = new Set(["items", "additionalProperties", "contains", "not", "if", "then", "else", "propertyNames"]);

function sayValue(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
