import type { Report } from "../report.ts";
import { testComment } from "./comment/comment.ts";
import { testReport } from "./report.ts";
import type { Tested } from "./tested.ts";

/** A run that is over: for a terminal and machines, task by task for pages, and as a comment to a change. */
export function fullReport(tested: Tested): Report {
  const report = testReport(tested);
  return { ...report, tested, page: () => testComment(tested, report) };
}
