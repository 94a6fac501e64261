import { isJsonObject, type Json } from "../../json.ts";
import type { ProvenEdit } from "./schema-diff.ts";

/** The rule whose matter an edit of arguments is; `null` is none. */
export function inputRule(edit: ProvenEdit): string | null {
  const { kept } = edit;
  switch (edit.kind) {
    case "field added":
      return edit.isRequired ? demanded(edit.schema, "PARAM_REQUIRED_ADDED") : "PARAM_OPTIONAL_ADDED";
    case "field removed":
      return kept.kind === "safe" ? "PARAM_IGNORED" : "PARAM_REMOVED";
    case "field renamed":
      return "PARAM_RENAMED";
    case "became required":
      return demanded(edit.schema, "PARAM_BECAME_REQUIRED");
    case "became optional":
      return "PARAM_BECAME_OPTIONAL";
    case "type":
      return kept.kind === "safe" ? "PARAM_TYPE_WIDENED" : "PARAM_TYPE_NARROWED";
    case "values":
      return kept.kind === "safe" ? "PARAM_ENUM_WIDENED" : "PARAM_ENUM_NARROWED";
    case "limits":
      if (isUndecided(edit)) return "SCHEMA_UNDECIDED";
      return kept.kind === "safe" ? "PARAM_CONSTRAINT_RELAXED" : "PARAM_CONSTRAINT_TIGHTENED";
    case "closed":
      return "PARAM_OBJECT_CLOSED";
    case "opened":
      return "PARAM_OBJECT_OPENED";
    case "default":
      return "PARAM_DEFAULT_CHANGED";
    case "order":
      return "SCHEMA_REFACTORED";
    case "whole":
      if (kept.kind === "open") return "SCHEMA_UNDECIDED";
      return kept.kind === "safe" ? "PARAM_CONSTRAINT_RELAXED" : "PARAM_CONSTRAINT_TIGHTENED";
  }
}

/** What is filled in where nothing is given refuses fewer calls than it seems. */
function demanded(schema: Json, rule: string): string {
  return isJsonObject(schema) && schema["default"] !== undefined ? "PARAM_REQUIRED_WITH_DEFAULT" : rule;
}

/** Nothing is known in either direction. */
export function isUndecided({ kept, known, mayNarrow, mayWiden }: ProvenEdit): boolean {
  return mayNarrow && mayWiden && kept.kind === "open" && known.kind === "open";
}
