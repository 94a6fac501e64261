import { reviewReport } from "../report/diff/review-report.ts";
import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { comparePart } from "./gather/diff/part.ts";
import { workingSide } from "./gather/diff/named.ts";
import { isObjected, readFailOn } from "./gather/diff/objection.ts";
import { gatherReview } from "./gather/diff/review.ts";
import type { Side } from "./gather/diff/side.ts";
import { sidesOf } from "./gather/diff/sides.ts";
import { openProject } from "./gather/project.ts";

interface DiffInput {
  readonly base: string | null;
  readonly head: string | null;
  readonly contract: readonly string[];
  readonly failOn: string | null;
  /** What git hands to a diff driver; empty where nobody is one. */
  readonly driver: readonly string[];
}

export async function diff(input: DiffInput, world: World): Promise<Report> {
  if (input.driver.length > 0) return diffPart(input.driver, world);
  const limits = readFailOn(input.failOn);
  const project = await openProject(world, "use the rest");
  const { base, head } = await sidesOf(world, project, input);
  const review = await gatherReview(world, project, {
    base,
    head,
    only: input.contract,
    standing: workingSide(project),
  });
  return reviewReport(review, {
    answer: isObjected(review, limits) ? "no" : "yes",
    failOn: limits === null ? null : input.failOn,
    again: commandOf(input, base),
    root: project.prefix,
  });
}

/** What to type for the same answer elsewhere: a base that was found is named. */
function commandOf({ base, head, contract, failOn }: DiffInput, found: Side): string {
  const from = base ?? (found.kind === "tree" ? (found.state?.commit?.slice(0, 12) ?? null) : null);
  const options = [
    ...contract.map((name) => `--contract ${name}`),
    ...(failOn === null ? [] : [`--fail-on ${failOn}`]),
  ];
  return ["promptctl diff", from, head, ...options].filter((word) => word !== null).join(" ");
}

/** git takes any other answer than yes for a breakdown of its driver. */
async function diffPart(words: readonly string[], world: World): Promise<Report> {
  const part = await comparePart(world, words);
  if (part.kind === "review")
    return reviewReport(part.review, { answer: "yes", failOn: "never", again: "promptctl diff", root: "" });
  const verdict = "what contracts mean is the same";
  return { command: "diff", answer: "yes", verdict, blocks: [], data: {}, document: part.patch };
}
