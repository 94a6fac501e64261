import type { Review } from "../../core/diff/review.ts";
import { worstOf } from "../../core/severity.ts";
import { count } from "../../core/text.ts";
import { type Answer, code, type Page, paragraph } from "../report.ts";
import { clipped, sayStates } from "./change-row.ts";
import { pageParts } from "./page-parts.ts";
import type { Decision } from "./review-report.ts";
import { sayCounts, type Tally } from "./tally.ts";
import type { Told } from "./told.ts";

/** What is said of the whole. */
interface Whole {
  readonly tally: Tally;
  readonly verdict: string;
  readonly decision: Decision;
}

/** A review as a comment to a change: verdict, one table, the proof and the way out of what breaks, the rest folded. */
export function reviewPage(review: Review, told: readonly Told[], { tally, verdict, decision }: Whole): Page {
  const { answer, again, root } = decision;
  // No praise for what nobody was asked to refuse, or can read.
  const isPraised = answer !== "yes" || (worstOf(tally.reach) === "safe" && review.faults.length === 0);
  const mark = !isPraised ? "" : `${marks[answer]} `;
  return {
    marker: `promptctl diff: ${root === "" ? "." : clipped(root)}`,
    title: `promptctl diff: ${sayTitle(review, tally)}`,
    lead: [
      paragraph(`${mark}${clipped(verdict)}`),
      ...(review.contracts.length === 0 ? [] : [paragraph(sayStates(tally.reach))]),
    ],
    parts: pageParts(review, told),
    foot: [paragraph("The same on your machine:"), code(clipped(again))],
    whole: `${clipped(again)} --format json`,
  };
}

function sayTitle({ contracts, unreadable, faults }: Review, tally: Tally): string {
  const parts = [
    ...(unreadable.length === 0 ? [] : [`${unreadable.length} not readable`]),
    ...(faults.length === 0 ? [] : [count(faults.length, "fault")]),
    ...[sayCounts(tally, " · ")].filter((counts) => counts !== ""),
  ];
  if (parts.length > 0) return parts.join(" · ");
  return contracts.length === 0 ? "no contract change" : "nothing to object to";
}

const marks: Readonly<Record<Answer, string>> = { yes: "✅", no: "❌", unknown: "⚠️", stopped: "⏹️" };
