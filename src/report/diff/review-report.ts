import type { Review } from "../../core/diff/review.ts";
import { worstOf } from "../../core/severity.ts";
import { diffBlocks } from "../changes.ts";
import { findingBlocks } from "../findings.ts";
import { asJson } from "../formats/json.ts";
import { type Answer, paragraph, type Report } from "../report.ts";
import { tokenBlocks } from "../tokens.ts";
import { tallyOf } from "./tally.ts";
import { sayVerdict } from "./verdict.ts";

/** What the command decided about a review. */
export interface Decision {
  readonly answer: Answer;
  /** The limit as it was typed; `null` where none was set. */
  readonly failOn: string | null;
  /** What to type to get this report again: `promptctl diff 1a2b3c4..5d6e7f8`. */
  readonly again: string;
  /** The folder of promptctl.yaml in the repository, `""` for its root: each has a comment of its own. */
  readonly root: string;
}

/** A review in every voice. */
export function reviewReport(review: Review, { answer, failOn }: Decision): Report {
  const tally = tallyOf(review);
  const diffs = review.contracts.map(({ diff }) => diff);
  return {
    command: "diff",
    answer,
    verdict: sayVerdict(review, tally, answer, failOn),
    blocks: [
      ...findingBlocks(review.faults),
      ...diffs.flatMap((found) => diffBlocks(found)),
      ...(diffs.length === 0
        ? []
        : [
            ...tokenBlocks(diffs),
            paragraph(
              "in flight: conversations that are open; new: those to come; downstream: code that reads or is called",
            ),
          ]),
    ],
    data: {
      base: review.base.name,
      head: review.head.name,
      severity: worstOf(tally.reach),
      contracts: asJson(diffs),
      unreadable: review.unreadable,
      faults: asJson(review.faults),
    },
  };
}
