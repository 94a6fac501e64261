import type { Review } from "../../core/diff/review.ts";
import { worstOf } from "../../core/severity.ts";
import { count, someOf } from "../../core/text.ts";
import type { Answer } from "../report.ts";
import { sayHarm } from "./audiences.ts";
import { sayCounts, type Tally } from "./tally.ts";

/** One sentence: what there is, whom it reaches, and why the answer is what it is. */
export function sayVerdict(review: Review, tally: Tally, answer: Answer, failOn: string | null): string {
  return `${review.base.name} → ${review.head.name}: ${[
    sayChanges(review, tally),
    ...sayUnreadable(review),
    ...sayFaults(review),
    ...sayAnswer(tally, answer, failOn),
  ].join("; ")}`;
}

function sayChanges({ contracts, unreadable, faults }: Review, tally: Tally): string {
  const waived = tally.waived === 0 ? "" : `, ${tally.waived} waived`;
  const counts = sayCounts(tally);
  if (contracts.length === 0) {
    if (unreadable.length > 0) return "nothing else changes";
    return faults.length === 0
      ? "no contract changes"
      : "nothing changes in what can be read, and nothing is known about what cannot be read";
  }
  const where = count(contracts.length, "contract");
  if (counts === "") return `${where} changed, with nothing to object to${waived}`;
  const harm = sayHarm(tally.reach);
  return `${counts} in ${where}${waived}${harm === "" ? "" : `; ${harm}`}`;
}

function sayUnreadable({ unreadable }: Review): readonly string[] {
  if (unreadable.length === 0) return [];
  return [
    `${someOf(unreadable, 5)} cannot be read, so nothing is known about ${unreadable.length === 1 ? "it" : "them"}`,
  ];
}

function sayFaults({ faults }: Review): readonly string[] {
  const errors = faults.filter(({ level }) => level === "error").length;
  return errors === 0 ? [] : [`${count(errors, "fault")} that check refuses`];
}

/** A limit that nobody set refuses nothing, and that is no praise. */
function sayAnswer({ reach }: Tally, answer: Answer, failOn: string | null): readonly string[] {
  if (answer === "no") return [failOn === null ? "refused" : `refused by --fail-on ${failOn}`];
  if (answer === "unknown") return ["so there is no answer"];
  return failOn === null && worstOf(reach) === "breaking" ? ["--fail-on breaking would refuse it"] : [];
}
