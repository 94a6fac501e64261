import { isUndecided } from "./input-rule.ts";
import type { ProvenEdit } from "./schema-diff.ts";

/**
 * The rule whose matter an edit is of something that others read. What a tool may give now and might not before is one
 * matter for each tool, but for limits: of results, how much comes is a question of its own.
 */
export function readRule(kind: "result" | "answer", edit: ProvenEdit): string | null {
  const { known, kept } = edit;
  const isNew = known.kind !== "safe";
  if (kind === "result") {
    if (edit.kind === "limits" && isAmount(edit)) return "RESULT_LIMIT_CHANGED";
    const isOpen = edit.kind === "whole" ? known.kind === "open" : edit.kind === "limits" && isUndecided(edit);
    if (isNew) return isOpen ? "SCHEMA_UNDECIDED" : "RESULT_NOT_CONTAINED";
  }
  switch (edit.kind) {
    case "field added":
      return "OUTPUT_FIELD_ADDED";
    case "field removed":
      return "OUTPUT_FIELD_REMOVED";
    case "field renamed":
      return "OUTPUT_FIELD_RENAMED";
    case "became required":
      return "OUTPUT_FIELD_BECAME_REQUIRED";
    case "became optional":
      return "OUTPUT_FIELD_BECAME_OPTIONAL";
    case "type":
      if (edit.isReplaced) return "OUTPUT_SHAPE_REPLACED";
      return isNew ? "OUTPUT_TYPE_WIDENED" : "OUTPUT_TYPE_NARROWED";
    case "values":
      return isNew ? "OUTPUT_ENUM_WIDENED" : "OUTPUT_ENUM_NARROWED";
    case "limits":
      if (isUndecided(edit)) return "SCHEMA_UNDECIDED";
      return isNew ? "OUTPUT_CONSTRAINT_RELAXED" : "OUTPUT_CONSTRAINT_TIGHTENED";
    case "closed":
      return "OUTPUT_OBJECT_CLOSED";
    case "opened":
      return "OUTPUT_OBJECT_OPENED";
    case "default":
      return "OUTPUT_DEFAULT_CHANGED";
    case "order":
      return "OUTPUT_FIELD_ORDER_CHANGED";
    case "whole":
      if (known.kind === "open" || (!isNew && kept.kind === "open")) return "SCHEMA_UNDECIDED";
      return isNew ? "OUTPUT_CONSTRAINT_RELAXED" : "OUTPUT_CONSTRAINT_TIGHTENED";
  }
}

/** Only how much may come. */
function isAmount({ was, is }: Extract<ProvenEdit, { readonly kind: "limits" }>): boolean {
  const keywords = [...Object.keys(was), ...Object.keys(is)];
  return keywords.every((keyword) => amounts.has(keyword));
}

const amounts = new Set(["maxItems", "maxLength", "maxProperties"]);
