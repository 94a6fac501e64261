import type { Runner } from "../core/config/config.ts";
import { count, sayList } from "../core/text.ts";
import { type Block, heading, list, paragraph, toned } from "./report.ts";

interface Purposeful {
  readonly id: string;
  readonly purpose: string;
}

/** Security tasks that were written for one contract. */
export interface WrittenAttacks {
  readonly contract: string;
  readonly file: string;
  readonly tasks: readonly { readonly name: string; readonly attack: Purposeful }[];
  readonly left: readonly { readonly attack: string; readonly why: string }[];
}

/** What was written, what could not be, and what is to be done with it. */
export function attackBlocks(written: readonly WrittenAttacks[]): readonly Block[] {
  return written.flatMap(({ contract, file, tasks, left }) => [
    heading(tasks.length === 0 ? contract : `${contract}: ${count(tasks.length, "security task")} in ${file}`),
    list([
      ...[...new Set(tasks.map(({ attack }) => attack))].map((attack) => {
        const names = tasks.filter((task) => task.attack === attack).map(({ name }) => name);
        return `${sayList(names)}: ${attack.purpose}`;
      }),
      ...left.map(({ attack, why }) => toned("warn", attack === "all" ? why : `no ${attack}: ${why}`)),
    ]),
  ]);
}

/** @param demanding labels that require security evidence */
export function nextSteps(runner: Runner | null, demanding: readonly string[]): readonly Block[] {
  return [
    paragraph("They are yours: read them, and put in what your users say and what your tools return."),
    paragraph(sayRun(runner)),
    ...(demanding.length > 0
      ? [paragraph(`${sayList(demanding)} ${demanding.length === 1 ? "demands" : "demand"} that they pass.`)]
      : [
          paragraph(
            "No label demands them yet: `requires: [golden, { security: live }]` of a label in promptctl.yaml does.",
          ),
        ]),
  ];
}

function sayRun(runner: Runner | null): string {
  if (runner === null) return "promptctl.yaml names no runner: without one they cannot be run.";
  if (runner.kind !== "model")
    return "Run them: promptctl test --tag security. They look at the calls and the transcript that your runner returns.";
  return "Nothing is recorded of them, so they could not be measured yet: promptctl test --tag security --record asks the model, which costs money.";
}
