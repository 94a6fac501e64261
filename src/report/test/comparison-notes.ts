import { falseAlarms } from "../../core/regression/answer.ts";
import { type ComparedSides, isAsked, isComparable } from "../../core/regression/compare-sides.ts";
import { usuallyTolerated } from "../../core/regression/questions.ts";
import type { KeptResult } from "../../core/golden/results/kept.ts";
import type { Standing } from "../../core/golden/results/standing.ts";
import { nameOf } from "../../core/golden/task.ts";
import { count, sayList, someOf } from "../../core/text.ts";
import { type Block, paragraph, toned } from "../report.ts";

/** What decides, and what could not be said. */
export function limitNotes(compared: ComparedSides): readonly Block[] {
  const { unmeasured, tooFew, overall, since } = compared;
  return [
    ...(overall.length === 0 ? [] : [paragraph(toned("dim", whatDecides))]),
    ...(unmeasured.tasks.length === 0
      ? []
      : [
          paragraph(
            toned(
              "warn",
              `the base could not be measured in ${count(unmeasured.tasks.length, "task")} (${someOf(unmeasured.tasks)}): ${unmeasured.why.slice(0, 3).join("; ")}. Where its program cannot run as it was committed, --same-runner asks the base with the runner of here.`,
            ),
          ),
        ]),
    ...(since === null
      ? []
      : [
          paragraph(
            toned(
              "dim",
              `runs of the base were taken over from earlier, the oldest of ${since.slice(0, 10)}: .promptctl/base holds them`,
            ),
          ),
        ]),
    ...(tooFew === 0 || compared.compared === 0
      ? []
      : [
          paragraph(
            toned(
              "dim",
              `${count(tooFew, "task")} ran too seldom for a verdict of ${tooFew === 1 ? "its" : "their"} own: \`repeat\` runs a task more often`,
            ),
          ),
        ]),
    ...(isComparable(compared) ? [] : [paragraph(toned("warn", `nothing can be compared: ${whyNothing(compared)}`))]),
  ];
}

function whyNothing(compared: ComparedSides): string {
  return isAsked(compared) ? "no task that counts was measured on both sides" : "no task asks the same of both sides";
}

const whatDecides =
  `Each task counts once, by the median of its runs; the change is the median of the changes of all tasks. Worse is what is shown to be more than ${usuallyTolerated.replace("%", " %")} above the base, or than max_increase of a ` +
  `task says (one that is new or higher counts once the base has it); where nothing changed, chance says so in ${falseAlarms * 100} of 100 runs at most.`;

/** Tasks that were not compared, and those of the base that were. */
export function standingNotes(
  { standings: { same } }: ComparedSides,
  results: readonly KeptResult[],
): readonly Block[] {
  const of = (kind: Standing["kind"]): readonly string[] =>
    results.flatMap((one) => (one.standing?.kind === kind ? [nameOf(one)] : []));
  const [added, changed, removed, weakened] = [of("added"), of("changed"), of("removed"), of("weakened")];
  const aside = [
    ...(same > 0 ? [`${count(same, "task")} of contracts that are what they were`] : []),
    ...(added.length > 0 ? [count(added.length, "new task")] : []),
    ...(changed.length > 0 ? [saySome(changed, ["asks something else now", "ask something else now"])] : []),
  ];
  const former = [
    ...(removed.length > 0 ? [saySome(removed, ["is gone here", "are gone here"])] : []),
    ...(weakened.length > 0 ? [saySome(weakened, ["proves less here", "prove less here"])] : []),
  ];
  const said = `run as the base has them: ${sayList(former)}. ${ofItsOwn}`;
  return [
    ...(aside.length === 0 ? [] : [paragraph(toned("dim", `not compared: ${sayList(aside)}`))]),
    ...(former.length === 0 ? [] : [paragraph(toned("warn", said))]),
  ];
}

/** `2 tasks that ask something else now (support/a and support/b)` */
function saySome(tasks: readonly string[], [one, several]: readonly [one: string, several: string]): string {
  return `${count(tasks.length, "task")} that ${tasks.length === 1 ? one : several} (${someOf(tasks)})`;
}

export const ofItsOwn = "A task is taken out, or made to prove less, in a change of its own.";
