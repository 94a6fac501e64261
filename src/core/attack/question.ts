import { sayName } from "../name-words.ts";
import { type Tool, toolNameOf } from "../contract/contract.ts";
import type { Task } from "../golden/task.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { matchingTask } from "./known.ts";
import { sampleOf } from "./sample.ts";
import type { Target } from "./target.ts";

/** What somebody says who needs a tool, and the results that go with it. */
export interface Question {
  readonly said: JsonObject;
  readonly tools: Task["tools"];
}

/**
 * The question of a task that people wrote, where one needs just this tool; else one that is made of its arguments.
 *
 * @returns `null` where nobody can say anything to this contract
 */
export function questionFor({ contract, known, harmful, say }: Target, tool: Tool): Question | null {
  const task = matchingTask(known, tool, harmful);
  if (task !== null) {
    const { document, turns, tools } = task;
    const given = ["variables", "environment"].flatMap((key) => {
      const value = document[key];
      return value === undefined ? [] : [[key, value] as const];
    });
    const named = Object.entries(tools).map(([name, entries]) => [toolNameOf(contract, name), entries] as const);
    return { said: { input: turns[0] ?? "", ...Object.fromEntries(given) }, tools: Object.fromEntries(named) };
  }
  const said = say([`Please look this up: ${wantedOf(tool)}.`]);
  return said === null ? null : { said, tools: {} };
}

/** `order id 4711`; a tool without arguments by its name. */
function wantedOf({ name, input }: Tool): string {
  const args = sampleOf(input, name, 1);
  const parts = isJsonObject(args) ? Object.entries(args) : [];
  const said = parts.map(([key, value]) => {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return text === sayName(key) ? text : `${sayName(key)} ${text}`;
  });
  return said.length === 0
    ? sayName(name).replace(/^(?:get|list|find|fetch|read|search|show|look up|load) /, "")
    : said.join(", ");
}
