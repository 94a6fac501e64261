import type { Review } from "../../core/diff/review.ts";
import type { Answer, Report } from "../report.ts";
import { reviewBlocks } from "./review-blocks.ts";
import { reviewData } from "./review-data.ts";
import { reviewNotices } from "./notices.ts";
import { reviewPage } from "./review-page.ts";
import { toldOf } from "./told.ts";
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
export function reviewReport(review: Review, decision: Decision): Report {
  const { answer, failOn } = decision;
  const tally = tallyOf(review);
  const verdict = sayVerdict(review, tally, answer, failOn);
  const told = toldOf(review);
  return {
    command: "diff",
    answer,
    verdict,
    blocks: reviewBlocks(review, told, decision),
    data: reviewData(review, tally),
    notices: reviewNotices(review, told),
    page: () => reviewPage(review, told, { tally, verdict, decision }),
  };
}
