import { type Contract, type Guardrail, type Tool, toolNamed } from "../../contract/contract.ts";
import { isJsonObject, type JsonObject } from "../../json.ts";
import { guardsTool } from "../../run/checkpoint.ts";
import { areApart } from "../../schema/apart.ts";
import { fieldsOf } from "../../schema/fields.ts";
import { propertiesOf } from "../../schema/walk.ts";
import { withoutReferences } from "../../schema/words/references.ts";
import type { Comparison } from "../rule.ts";
import { guardrailNamed } from "./edits.ts";
import { type ToolPair, toolPairs } from "../tool-pairs.ts";

/** Something that a guardrail relies on and that is not there, or not as it was. */
export type Dangling = { readonly is: Guardrail; readonly was: Guardrail | null } & (
  | { readonly kind: "tool"; readonly name: string }
  /** What lifts it. */
  | { readonly kind: "prerequisite"; readonly name: string }
  /** Looked at by the condition, and no parameter of the tool. */
  | { readonly kind: "parameter"; readonly name: string; readonly tool: string }
  /** The tool takes no call any more that meets the condition. */
  | { readonly kind: "condition"; readonly tool: string }
);

/** What dangles after a change and did not before. */
export function newlyDangling(comparison: Comparison): readonly Dangling[] {
  return comparison.after.guardrails.flatMap((is): readonly Dangling[] => {
    const was = guardrailNamed(comparison.before, is.id);
    const [had, has] = [was === null ? [] : missingNames(comparison.before, was), missingNames(comparison.after, is)];
    const names = has.filter((one) => !had.some((old) => old.kind === one.kind && old.name === one.name));
    const found = names.map((one) => ({ ...one, is, was }));
    return found.some(({ kind }) => kind === "tool") ? found : [...found, ...deafTo(comparison, was, is)];
  });
}

interface MissingName {
  readonly kind: "tool" | "prerequisite";
  readonly name: string;
}

function missingNames(contract: Contract, { tool, unless_called }: Guardrail): readonly MissingName[] {
  return [
    ...(tool === null ? [] : [{ kind: "tool" as const, name: tool }]),
    ...unless_called.map((name) => ({ kind: "prerequisite" as const, name })),
  ].filter(({ name }) => toolNamed(contract, name) === null);
}

/** Tools whose calls the guardrail looked into, and can no longer see what it looks for. */
function deafTo(comparison: Comparison, was: Guardrail | null, is: Guardrail): readonly Dangling[] {
  const { when } = is;
  if (when === null) return [];
  const pairs = new Map(toolPairs(comparison).map((pair) => [pair.after.name, pair]));
  const tools = comparison.after.tools.filter((tool) => guardsTool(is, tool));
  return tools.flatMap((tool): readonly Dangling[] => {
    const pair = pairs.get(tool.name) ?? null;
    const before = pair === null || was === null || !guardsTool(was, pair.before) ? null : pair.before;
    const gone = Object.keys(propertiesOf(when)).filter(
      (name) => !declares(tool, name) && isNews(name, before, was, is),
    );
    if (gone.length > 0) return gone.map((name) => ({ kind: "parameter", name, tool: tool.name, is, was }));
    return pair !== null && was !== null && before !== null && isNeverMet(pair, was, is)
      ? [{ kind: "condition", tool: tool.name, is, was }]
      : [];
  });
}

/** A guardrail over effects may look at a parameter that only some of its tools have; one that names a tool may not. */
function isNews(name: string, before: Tool | null, was: Guardrail | null, is: Guardrail): boolean {
  const looked = was !== null && before !== null && Object.hasOwn(propertiesOf(was.when ?? {}), name);
  if (looked) return declares(before, name);
  return is.tool !== null;
}

function declares({ input }: Tool, name: string): boolean {
  const plain = withoutReferences(input);
  return Object.hasOwn(propertiesOf(plain), name) || (fieldsOf(plain) ?? []).includes(name);
}

function isNeverMet({ before, after }: ToolPair, was: Guardrail, is: Guardrail): boolean {
  if (was.when === null || is.when === null) return false;
  return isApart(is.when, after) && !isApart(was.when, before);
}

/** Some parameter can never be as the condition wants it. */
function isApart(when: JsonObject, { input }: Tool): boolean {
  const [wanted, declared] = [propertiesOf(withoutReferences(when)), propertiesOf(withoutReferences(input))];
  return Object.entries(wanted).some(([name, condition]) => {
    const schema = Object.hasOwn(declared, name) ? declared[name] : undefined;
    return isJsonObject(condition) && isJsonObject(schema) && areApart(condition, schema);
  });
}
