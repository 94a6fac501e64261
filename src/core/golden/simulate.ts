import type { Json, JsonObject } from "../json.ts";
import { matchesPartially } from "./match.ts";
import type { Simulated } from "./schema.ts";

export type SimulatedAnswer =
  | { readonly kind: "result"; readonly result: Json; readonly delay: number }
  | { readonly kind: "error"; readonly error: string; readonly delay: number }
  /** The task foresees no such call. */
  | { readonly kind: "unanswered" };

/**
 * The simulated tools of one task: the first entry that matches answers. What waited for another call
 * (`after`) and got it comes before what did not wait: the world has changed.
 *
 * @param nameOf the name of a tool by any of its names
 */
export function simulateTools(
  tools: Readonly<Record<string, readonly Simulated[]>>,
  nameOf: (name: string) => string = (name) => name,
): (name: string, args: JsonObject) => SimulatedAnswer {
  const succeeded = new Set<string>();
  const used = new Map<Simulated, number>();
  return (name, args) => {
    const entries = Object.entries(tools).flatMap(([tool, list]) => (nameOf(tool) === nameOf(name) ? list : []));
    const matching = entries.filter(
      (entry) =>
        matchesPartially(entry.args ?? {}, args) &&
        (entry.after === undefined || succeeded.has(nameOf(entry.after))) &&
        (entry.times === undefined || (used.get(entry) ?? 0) < entry.times),
    );
    const answer = matching.find(({ after }) => after !== undefined) ?? matching[0];
    if (answer === undefined) return { kind: "unanswered" };
    used.set(answer, (used.get(answer) ?? 0) + 1);
    const delay = answer.delay ?? 0;
    if (answer.error !== undefined) return { kind: "error", error: answer.error, delay };
    succeeded.add(nameOf(name));
    return { kind: "result", result: answer.return ?? null, delay };
  };
}
