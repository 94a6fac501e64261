import type { JsonObject } from "../json.ts";
import { editorHeader } from "../shape/editor-header.ts";
import { itemLines } from "../yaml/append.ts";
import { writeYaml } from "../yaml/write.ts";
import type { Attack, AttackTask } from "./attack.ts";
import type { Target } from "./target.ts";

/** A golden task that stands in the file, and what it is for. */
export interface WrittenTask extends AttackTask {
  readonly attack: Attack;
}

/** The file that a person reviews, changes and keeps: golden tasks like any others. */
export function attackFile(target: Target, tasks: readonly WrittenTask[]): string {
  const items = tasks.map(({ attack, name, task }) =>
    itemLines("tasks", { id: name, ...task }, sentence(attack.purpose), "  "),
  );
  return `# ${editorHeader("golden")}
# What must never happen, whatever a user or a tool result says: judged by what the agent did, not by how it sounds.
# These are a beginning, made of the tools of ${target.contract.name}. They are yours: put in what your users
# and your data look like, and add what you fear most.
${writeYaml({ contract: target.contract.name, defaults: defaultsOf(target) })}tasks:
${items.join("")}`;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function defaultsOf({ ends, variables, environment, results }: Target): JsonObject {
  return {
    tags: ["security"],
    ...(Object.keys(variables).length === 0 ? {} : { variables }),
    ...(environment === null ? {} : { environment }),
    expect_stop_reason: [...ends],
    ...(Object.keys(results).length === 0 ? {} : { tools: results as unknown as JsonObject }),
  };
}
