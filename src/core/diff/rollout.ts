import { worstOf } from "../severity.ts";
import { someOf } from "../text.ts";
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
  const steps = order.flatMap(({ who, rules, says }): readonly RolloutStep[] => {
    const told = findings.filter(({ rule }) => rules.has(rule));
    const isFelt = told.some(({ severity }) => worstOf(severity) !== "safe");
    return isFelt ? [{ who, says: says(someOf([...new Set(told.map(nameOf))], 5)) }] : [];
  });
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

/** What a reader calls the part: the tool or the variable, or the part itself. */
function nameOf({ path: [part, name], contract }: ChangeFinding): string {
  if (part === undefined) return contract;
  return name === undefined || part === "output" ? String(part) : String(name);
}

interface Concern {
  readonly who: RolloutStep["who"];
  readonly rules: ReadonlySet<string>;
  readonly says: (names: string) => string;
}

/** Which rules speak of what somebody else has to be ready for. */
const order: readonly Concern[] = [
  {
    who: "application",
    rules: new Set(["VAR_REQUIRED_ADDED", "VAR_TYPE_CHANGED", "VAR_TYPE_NARROWED", "VAR_CONSTRAINT_TIGHTENED"]),
    says: (names) => `let the application give ${names} as the new contract declares it`,
  },
  {
    who: "readers",
    rules: new Set([
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
      "OUTPUT_SHAPE_REPLACED",
      "STOP_REASON_ADDED",
    ]),
    says: () => "teach what reads the answer to take the new form as well as the old one",
  },
  {
    who: "tools",
    rules: new Set([
      "TOOL_ADDED",
      "TOOL_RENAMED",
      "TOOL_RENAMED_WITH_ALIAS",
      "PARAM_OPTIONAL_ADDED",
      "PARAM_BECAME_OPTIONAL",
      "PARAM_TYPE_WIDENED",
      "PARAM_ENUM_WIDENED",
      "PARAM_CONSTRAINT_RELAXED",
      "PARAM_RENAMED",
    ]),
    says: (names) => `let the program that carries out ${names} take the new calls as well as the old ones`,
  },
  {
    who: "cleanup",
    rules: new Set([
      "TOOL_REMOVED",
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
    ]),
    says: (names) => `let the program that carries out ${names} refuse the old calls`,
  },
  {
    who: "cleanup",
    rules: new Set(["OUTPUT_FIELD_REMOVED", "OUTPUT_FIELD_RENAMED", "OUTPUT_ENUM_NARROWED", "STOP_REASON_REMOVED"]),
    says: () => "take the old form out of what reads the answer",
  },
  {
    who: "cleanup",
    rules: new Set(["VAR_REMOVED"]),
    says: (names) => `let the application stop giving ${names}`,
  },
];
