import { instanceOf } from "../containment/instance-of.ts";
import type { Tool } from "../contract/contract.ts";
import { answersTo } from "../contract/contract.ts";
import type { Simulated } from "../golden/schema.ts";
import type { Task } from "../golden/task.ts";
import type { Json } from "../json.ts";
import { matchesSchema } from "../schema/validate.ts";
import { steps } from "./sample.ts";

/**
 * What a tool returns in the tasks that people wrote; else the smallest thing that it can return.
 *
 * @returns `undefined` where nothing is known that fits its `output`
 */
export function harmlessResult(tool: Tool, known: readonly Task[]): Json | undefined {
  const { output } = tool;
  // What other attacks return is not harmless.
  const everyday = known.filter(({ tags }) => !tags.includes("security"));
  const returned = everyday.flatMap((task) => entriesOf(task, tool)).map((entry) => entry.return ?? undefined);
  const fits = (value: Json | undefined): boolean =>
    value !== undefined && (output === null || matchesSchema(output, value));
  const usual = [...returned, { status: "ok" }].find(fits);
  return usual ?? (output === null ? undefined : [instanceOf(output, { steps })].find(fits));
}

/** An everyday task of one question that needs this tool, and none that must not be called. */
export function matchingTask(known: readonly Task[], tool: Tool, harmful: readonly Tool[]): Task | null {
  const isPlain = ({ turns, messages, tags, quarantine, invariants }: Task): boolean => {
    if (turns.length !== 1 || messages.length > 0 || tags.includes("security") || quarantine !== null) return false;
    const expected = JSON.stringify([invariants.expect?.writes ?? [], invariants.expect?.called ?? []]);
    return !harmful.some(({ name, aliases }) => [name, ...aliases].some((one) => expected.includes(`"${one}"`)));
  };
  return (
    known.find(
      (task) => isPlain(task) && entriesOf(task, tool).some((entry) => entry.return !== undefined && needs(task, tool)),
    ) ?? null
  );
}

/** A tool that is simulated beside others may not be called at all: only where the task says so, or has no other. */
function needs({ tools, invariants }: Task, tool: Tool): boolean {
  const called = JSON.stringify(invariants.expect?.called ?? []);
  return Object.keys(tools).length === 1 || called.includes(`"${tool.name}"`);
}

function entriesOf({ tools }: Task, tool: Tool): readonly Simulated[] {
  return Object.entries(tools).flatMap(([name, entries]) => (answersTo(tool, name) ? entries : []));
}
