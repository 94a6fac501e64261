import { answersTo, type Contract, type Effect, type Guardrail, type Tool } from "../../core/contract/contract.ts";
import { sayGuardrail, sayRule } from "../../core/contract/words.ts";
import type { JsonObject } from "../../core/json.ts";
import { sayCondition } from "../../core/schema/words/condition.ts";
import { withoutReferences } from "../../core/schema/words/references.ts";
import { unsaid } from "../../core/schema/words/unsaid.ts";
import { propertiesOf, requiredOf } from "../../core/schema/walk.ts";
import { count, sayList } from "../../core/text.ts";
import { type Block, type Cell, heading, list, paragraph, table, toned } from "../report.ts";
import { sayDescribed } from "./described.ts";

/** One row a tool: what it can change, and who must agree. A rule that is about no tool is said beneath. */
export function permissionBlocks(contract: Contract): readonly Block[] {
  const { tools, guardrails } = contract;
  const loose = guardrails.filter((rule) => !tools.some((tool) => concerns(rule, tool)));
  return [
    tools.length === 0
      ? paragraph("It answers, and that is all: it has no tools.")
      : table(
          ["tool", "what it can change", "before it happens"],
          tools.map((tool) => [tool.name, effects[tool.effect], sayPermission(contract, tool)]),
        ),
    ...(loose.length === 0
      ? []
      : [list(loose.map((rule) => toned("warn", `${sayGuardrail(rule)} (${rule.id}): no tool is like that`)))]),
  ];
}

const effects: Readonly<Record<Effect, Cell>> = {
  read: toned("good", "looks something up"),
  write: toned("warn", "changes something"),
  destructive: toned("bad", "cannot be undone"),
};

/** Deny beats confirm beats allow, so that is the order to read them in. */
function sayPermission({ guardrails }: Contract, tool: Tool): Cell {
  const rules = ["deny", "confirm", "allow"].flatMap((decision) =>
    guardrails.filter((rule) => rule.decision === decision && concerns(rule, tool)),
  );
  if (rules.length > 0) return rules.map((rule) => `${sayRule(rule)} (${rule.id})`).join("\n");
  return tool.effect === "read" ? toned("dim", "nobody is asked") : toned("warn", "nobody is asked");
}

/** As the checkpoint before a call decides it: a tool is named, or meant by its effect. */
function concerns({ tool: name, effect }: Guardrail, tool: Tool): boolean {
  return (name === null || answersTo(tool, name)) && (effect.length === 0 || effect.includes(tool.effect));
}

/** A small section for each tool: what it is for, and what it takes and gives. */
export function toolBlocks({ tools, budgets }: Contract): readonly Block[] {
  return tools.flatMap((tool) => {
    const { name, description, annotations, input, output } = tool;
    const { title } = annotations;
    const limits = Object.entries(budgets.max_calls_per_tool).filter(([named]) => answersTo(tool, named));
    return [
      heading(typeof title === "string" && title !== "" ? `${name}: ${title}` : name),
      ...(description.trim() === "" ? [] : [paragraph(description.trim())]),
      list([
        ...sayInput(withoutReferences(input)),
        ...(output === null ? [] : sayOutput(withoutReferences(output))),
        ...limits.map(([, most]) => `at most ${count(most, "call")} in a run`),
        ...sayNature(tool),
      ]),
    ];
  });
}

function sayInput(input: JsonObject): readonly string[] {
  const demanded = requiredOf(input);
  const parameters = Object.entries(propertiesOf(input)).toSorted(
    ([left], [right]) => Number(demanded.includes(right)) - Number(demanded.includes(left)),
  );
  const rest = unsaid(input, ["type", "properties", "required", "additionalProperties"]);
  return [
    ...(parameters.length === 0 && Object.keys(rest).length === 0 ? ["needs nothing"] : []),
    ...parameters.map(
      ([name, schema]) => `${demanded.includes(name) ? "needs" : "may be given"} ${name}: ${sayDescribed(schema)}`,
    ),
    ...(Object.keys(rest).length === 0
      ? []
      : [`only where ${sayCondition(rest, { given: false, whole: "the call" })}`]),
  ];
}

function sayOutput(output: JsonObject): readonly string[] {
  const fields = Object.entries(propertiesOf(output));
  if (fields.length === 0) return [`gives back ${sayDescribed(output)}`];
  return fields.map(([name, schema]) => `gives back ${name}: ${sayDescribed(schema)}`);
}

function sayNature({ aliases, annotations, stop_reason, provider_tool, contract, effect }: Tool): readonly Cell[] {
  const again = annotations["idempotentHint"];
  return [
    ...(effect !== "read" && typeof again === "boolean"
      ? [again ? "a second call changes nothing more" : "a second call does it a second time"]
      : []),
    ...(annotations["openWorldHint"] === true ? ["what it gives back was written by others, and may not be true"] : []),
    ...(contract === null ? [] : [`asks another agent: ${contract}`]),
    ...(provider_tool === null ? [] : [`is done by the provider: ${JSON.stringify(provider_tool)}`]),
    ...(stop_reason === null ? [] : [toned("strong", `ends the run (${stop_reason})`)]),
    ...(aliases.length === 0 ? [] : [`still answers to ${sayList(aliases)}`]),
  ];
}
