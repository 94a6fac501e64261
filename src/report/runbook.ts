import { type Contract, type Effect, systemText, type Tool } from "../core/contract/contract.ts";
import { sayGuardrail } from "../core/contract/words.ts";
import { propertiesOf, requiredOf } from "../core/schema/walk.ts";
import { count, sayList } from "../core/text.ts";
import { type Block, type Cell, code, list, paragraph, section, table, toned } from "./report.ts";

/** A contract as the runbook of a business process: for somebody who owns it and does not code. */
export function runbookBlocks(
  contract: Contract,
  { description, owner }: { description: string; owner: string | null },
): readonly Block[] {
  const { provider, name } = contract.model;
  return [
    ...section(contract.name, [
      ...(description === "" ? [] : [paragraph(description)]),
      list([
        ...(owner === null ? [] : [`owned by ${owner}`]),
        `speaks through ${provider}/${name}`,
        ...knowledge(contract),
        ...sessions(contract),
      ]),
    ]),
    ...section("What it may do", tools(contract)),
    ...section(
      "Permissions",
      contract.guardrails.length === 0
        ? []
        : [list(contract.guardrails.map((guardrail) => `${guardrail.id}: ${sayGuardrail(guardrail)}`))],
    ),
    ...section("Limits of one run", limits(contract)),
    ...section(
      "What it answers with",
      contract.output === null
        ? []
        : [
            list(
              Object.entries(propertiesOf(contract.output.schema)).map(
                ([field, schema]) => `${field}${sayField(schema)}`,
              ),
            ),
          ],
    ),
    ...section("What it is told", [code(systemText(contract).trimEnd())]),
    ...section("How every conversation begins", messages(contract)),
    ...section("What the application fills in", variables(contract)),
  ];
}

const effects: Readonly<Record<Effect, Cell>> = {
  read: toned("good", "looks something up"),
  write: toned("warn", "changes something"),
  destructive: toned("bad", "changes something that cannot be undone"),
};

function tools({ tools: offered }: Contract): readonly Block[] {
  if (offered.length === 0) return [];
  return [
    table(
      ["tool", "what it can change", "what it is for"],
      offered.map((tool) => [sayCall(tool), effects[tool.effect], sayPurpose(tool)]),
    ),
  ];
}

/** `issue_refund(order_id, amount, reason?)` */
function sayCall({ name, input }: Tool): string {
  const demanded = requiredOf(input);
  return `${name}(${Object.keys(propertiesOf(input))
    .map((parameter) => `${parameter}${demanded.includes(parameter) ? "" : "?"}`)
    .join(", ")})`;
}

function sayPurpose({ description, aliases, stop_reason }: Tool): string {
  const notes = [
    ...(aliases.length > 0 ? [`also answers to ${sayList(aliases)}`] : []),
    ...(stop_reason === null ? [] : [`ends the run (${stop_reason})`]),
  ];
  return [description.trim().replace(/\.$/, ""), ...notes].filter((part) => part !== "").join("; ");
}

function limits({ budgets }: Contract): readonly Block[] {
  const { max_steps, max_tool_calls, max_tokens, max_seconds, max_spend_usd, max_calls_per_tool } = budgets;
  const say = (limit: number | null, noun: string, plural?: string): readonly string[] =>
    limit === null ? [] : [`at most ${count(limit, noun, plural)}`];
  const items = [
    ...say(max_steps, "step"),
    ...say(max_tool_calls, "tool call"),
    ...Object.entries(max_calls_per_tool).flatMap(([tool, limit]) => say(limit, `call of ${tool}`, `calls of ${tool}`)),
    ...say(max_tokens, "token"),
    ...say(max_seconds, "second"),
    ...say(max_spend_usd, "US dollar"),
  ];
  return items.length === 0 ? [] : [list(items)];
}

function knowledge({ knowledge: tuple }: Contract): readonly string[] {
  return tuple.map(({ index, version }) => `written against the knowledge "${index}" of ${version}`);
}

function sessions({ sessions: { on_change, attended } }: Contract): readonly string[] {
  return [
    on_change === "pin"
      ? "a conversation keeps the contract it began with"
      : "a conversation may move to a newer contract where that is safe",
    ...(attended ? [] : ["nobody is there to confirm anything"]),
  ];
}

function sayField(schema: unknown): string {
  if (typeof schema !== "object" || schema === null) return "";
  const { description, enum: values } = schema as { description?: string; enum?: readonly unknown[] };
  return [
    description === undefined ? "" : `: ${description}`,
    values === undefined ? "" : ` (${sayList(values.map(String), "or")})`,
  ].join("");
}

function messages({ messages: turns }: Contract): readonly Block[] {
  return turns.flatMap(({ role, content }) => [
    paragraph(role === "user" ? "the user says:" : "the agent answers:"),
    code(content.trimEnd()),
  ]);
}

function variables({ variables: declared }: Contract): readonly Block[] {
  const items = Object.entries(declared).map(([name, schema]) => {
    const standard = schema["default"];
    return `${name}${sayField(schema)}${standard === undefined ? "" : ` (${JSON.stringify(standard)} where nothing is given)`}`;
  });
  return items.length === 0 ? [] : [list(items)];
}
