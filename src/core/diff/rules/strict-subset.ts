import type { Contract, Tool } from "../../contract/contract.ts";
import { outputSchemaProblems } from "../../provider/limits/output-schema.ts";
import { joinedByPart, type Problem } from "../../provider/limits/problem.ts";
import { toolSchemaProblems } from "../../provider/limits/tool-schema.ts";
import { providerCalled, titleOf } from "../../provider/names.ts";
import { sameJson } from "../../json.ts";
import { schemaProblem } from "../../schema/compile.ts";
import { type Comparison, type Judgement, type Rule, severity, whereMoved } from "../rule.ts";
import { comparedTools } from "../tool-pairs.ts";

export const toolOutsideStrictSubset: Rule = {
  id: "TOOL_OUTSIDE_STRICT_SUBSET",
  purpose: "The provider refuses the schema of a tool, or does not keep the model to it any more.",
  incident: "A list without `items` failed every request of an agent, whichever tool was wanted.",
  judge: (comparison) =>
    comparedTools(comparison).flatMap(({ before, after }): readonly Judgement[] => {
      if (isAskedTheSame(comparison, before, after)) return [];
      const [was, is] = [refusalsOf(comparison.before, before), refusalsOf(comparison.after, after)];
      if (is.length > 0 && was.length === 0) return [refused(comparison, after, is)];
      const [kept, lost] = [strictProblems(comparison.before, before), strictProblems(comparison.after, after)];
      return is.length === 0 && kept?.length === 0 && lost !== null && lost.length > 0
        ? [notEnforced(comparison, after, lost)]
        : [];
    }),
};

/** What asks the same of the same provider is refused as it was. */
function isAskedTheSame(comparison: Comparison, before: Tool, after: Tool): boolean {
  const isSameProvider = comparison.before.model.provider === comparison.after.model.provider;
  const isSameKind = (before.provider_tool === null) === (after.provider_tool === null);
  return isSameProvider && isSameKind && sameJson(before.input, after.input);
}

function refused(comparison: Comparison, { name }: Tool, problems: readonly Problem[]): Judgement {
  return {
    path: ["tools", name, "input", ...(problems[0]?.path ?? [])],
    message: `${sayProvider(comparison)} refuses every request that offers ${name}: ${sayProblems(problems)}`,
    severity: severity(whereMoved(comparison, "breaking"), "breaking", "safe"),
    claims: [],
    wayOut: "write the arguments as the provider takes them; what the schema cannot say belongs into a guardrail",
    about: [name, ...problems.map(({ path, problem }) => `${path.join("/")} ${problem}`)],
  };
}

function notEnforced(comparison: Comparison, { name }: Tool, problems: readonly Problem[]): Judgement {
  return {
    path: ["tools", name, "input", ...(problems[0]?.path ?? [])],
    message: `${sayProvider(comparison)} kept the arguments of ${name} to their schema, and does not any more: ${sayProblems(problems)}`,
    severity: severity(whereMoved(comparison, "dangerous"), "dangerous", "dangerous"),
    claims: [],
    wayOut: "let what may be left out take `null`, demand every argument, and name all of them",
    about: [name, ...problems.map(({ path, problem }) => `${path.join("/")} ${problem}`)],
  };
}

export const outputOutsideStrictSubset: Rule = {
  id: "OUTPUT_OUTSIDE_STRICT_SUBSET",
  purpose: "The provider does not keep answers to their schema any more: it knows a part of JSON Schema only.",
  incident: "A schema was given a default, the provider stopped enforcing it, and one answer in fifty was prose.",
  judge(comparison) {
    const [was, is] = [answerProblems(comparison.before), answerProblems(comparison.after)];
    if (is === null || is.length === 0 || was === null || was.length > 0) return [];
    return [
      {
        path: ["output", "schema", ...(is[0]?.path ?? [])],
        message: `${sayProvider(comparison)} does not keep answers to this schema, and kept them to the old one: ${sayProblems(is)}`,
        severity: severity(whereMoved(comparison, "dangerous"), "dangerous", "breaking"),
        claims: [],
        wayOut: "keep to what the provider enforces, or write `enforce: none` and let what reads answers check them",
        about: is.map(({ path, problem }) => `${path.join("/")} ${problem}`),
      },
    ];
  },
};

function refusalsOf({ model }: Contract, { input, provider_tool }: Tool): readonly Problem[] {
  const provider = providerCalled(model.provider);
  if (provider === null || provider_tool !== null || schemaProblem(input) !== null) return [];
  return joinedByPart(toolSchemaProblems(provider, input));
}

/** Only OpenAI is asked to keep the model to the arguments of a tool; `null` is nobody. */
function strictProblems({ model }: Contract, { input, provider_tool }: Tool): readonly Problem[] | null {
  if (providerCalled(model.provider) !== "openai" || provider_tool !== null) return null;
  return joinedByPart(outputSchemaProblems("openai", input));
}

/** `null` where nobody is asked to keep the model to it. */
function answerProblems({ model, output }: Contract): readonly Problem[] | null {
  const provider = providerCalled(model.provider);
  if (provider === null || output === null || output.enforce === "none") return null;
  return schemaProblem(output.schema) === null ? joinedByPart(outputSchemaProblems(provider, output.schema)) : null;
}

function sayProvider({ after }: Comparison): string {
  const provider = providerCalled(after.model.provider);
  return provider === null ? after.model.provider : titleOf(provider);
}

function sayProblems(problems: readonly Problem[]): string {
  const [first] = problems;
  const more = problems.length - 1;
  return `${first?.problem ?? ""}${more > 0 ? ` (and ${more} more of the kind)` : ""}`;
}
