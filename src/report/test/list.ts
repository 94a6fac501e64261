import type { Defined } from "../../core/golden/results/definition.ts";
import { count } from "../../core/text.ts";
import { asJson } from "../formats/json.ts";
import { type Report, table } from "../report.ts";

/** What would be run. */
export function listReport(tasks: readonly Defined[], none: string | null): Report {
  return {
    command: "test",
    answer: "yes",
    verdict: none === null ? count(tasks.length, "golden task") : `no golden task: ${none}`,
    blocks:
      tasks.length === 0
        ? []
        : [
            table(
              ["contract", "task", "where", "tags"],
              tasks.map(({ task }) => [
                task.contract,
                task.id,
                `${task.place.file}:${task.place.line}`,
                [...task.tags, ...(task.quarantine === null ? [] : ["quarantine"])].join(", "),
              ]),
            ),
          ],
    data: {
      tasks: tasks.map(({ task, definition, bundle }) =>
        asJson({
          contract: task.contract,
          id: task.id,
          place: task.place,
          tags: task.tags,
          incident: task.incident,
          quarantine: task.quarantine,
          bundle,
          definition,
        }),
      ),
    },
  };
}
