import { worstOf } from "../severity.ts";
import type { ChangeFinding } from "./judge.ts";

/** One step of a release that is in somebody's hand, in the order in which they are taken. */
export interface RolloutStep {
  readonly who: "application" | "readers" | "tools" | "contract" | "conversations" | "cleanup";
  readonly says: string;
}

/**
 * In which order the parts of a release go out so that nothing breaks on the way: whoever is asked for more goes
 * first, whoever may refuse goes last. Empty where nobody feels the order.
 */
export function rolloutOf(findings: readonly ChangeFinding[]): readonly RolloutStep[] {
  const felt = new Set(findings.filter(isFelt).map(({ rule }) => rule));
  const steps = order.flatMap(({ who, rules, says }): readonly RolloutStep[] =>
    rules.some((rule) => felt.has(rule)) ? [{ who, says }] : [],
  );
  if (steps.length === 0) return [];
  const before = steps.filter(({ who }) => who === "application" || who === "readers" || who === "tools");
  const after = steps.filter(({ who }) => who === "cleanup");
  return [
    ...before,
    { who: "contract", says: "release the contract" },
    ...(after.length === 0
      ? []
      : [{ who: "conversations" as const, says: "let the conversations end that began before it" }]),
    ...after,
  ];
}

/** A new tool harms nobody, and is called from the first minute on all the same. */
function isFelt({ rule, severity }: ChangeFinding): boolean {
  return rule === "TOOL_ADDED" || worstOf(severity) !== "safe";
}

interface Concern {
  readonly who: RolloutStep["who"];
  readonly rules: readonly string[];
  readonly says: string;
}

/** Which rules speak of what somebody else has to be ready for. */
const order: readonly Concern[] = [
  {
    who: "application",
    rules: ["VAR_REQUIRED_ADDED", "VAR_TYPE_CHANGED"],
    says: "let the application give the variables as the new contract declares them",
  },
  {
    who: "readers",
    rules: [
      "OUTPUT_ADDED",
      "OUTPUT_REMOVED",
      "OUTPUT_ENFORCE_CHANGED",
      "OUTPUT_FIELD_ADDED",
      "OUTPUT_FIELD_REMOVED",
      "OUTPUT_FIELD_RENAMED",
      "OUTPUT_FIELD_BECAME_OPTIONAL",
      "OUTPUT_TYPE_WIDENED",
      "OUTPUT_ENUM_WIDENED",
      "OUTPUT_CONSTRAINT_RELAXED",
      "OUTPUT_OBJECT_OPENED",
      "OUTPUT_SHAPE_REPLACED",
      "STOP_REASON_ADDED",
    ],
    says: "teach what reads the answer to take the new form as well as the old one",
  },
  {
    who: "readers",
    rules: ["RESULT_NOT_CONTAINED"],
    says: "teach what reads the results of tools to take the new form as well as the old one",
  },
  {
    who: "tools",
    rules: [
      "TOOL_ADDED",
      "TOOL_FOLDED",
      "TOOL_SPLIT",
      "TOOL_RENAMED",
      "TOOL_RENAMED_WITH_ALIAS",
      "PARAM_OPTIONAL_ADDED",
      "PARAM_BECAME_OPTIONAL",
      "PARAM_TYPE_WIDENED",
      "PARAM_ENUM_WIDENED",
      "PARAM_CONSTRAINT_RELAXED",
      "PARAM_OBJECT_OPENED",
      "PARAM_RENAMED",
    ],
    says: "let what carries out the tools take the new calls as well as the old ones",
  },
  {
    who: "cleanup",
    rules: [
      "TOOL_REMOVED",
      "TOOL_FOLDED",
      "TOOL_SPLIT",
      "TOOL_RENAMED",
      "TOOL_ALIAS_REMOVED",
      "PARAM_REQUIRED_ADDED",
      "PARAM_BECAME_REQUIRED",
      "PARAM_REQUIRED_WITH_DEFAULT",
      "PARAM_REMOVED",
      "PARAM_IGNORED",
      "PARAM_RENAMED",
      "PARAM_TYPE_NARROWED",
      "PARAM_ENUM_NARROWED",
      "PARAM_CONSTRAINT_TIGHTENED",
      "PARAM_OBJECT_CLOSED",
    ],
    says: "let what carries out the tools refuse the old calls",
  },
  {
    who: "cleanup",
    rules: ["OUTPUT_FIELD_REMOVED", "OUTPUT_FIELD_RENAMED", "OUTPUT_ENUM_NARROWED", "STOP_REASON_REMOVED"],
    says: "take the old form out of what reads the answer",
  },
  {
    who: "cleanup",
    rules: ["VAR_REMOVED"],
    says: "let the application stop giving variables that are gone",
  },
];

/** For a test: rules come and go. */
export const rolloutRules: readonly string[] = order.flatMap(({ rules }) => rules);
