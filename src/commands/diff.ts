import { sayDay } from "../core/instant.ts";
import type { Json } from "../core/json.ts";
import { asJson } from "../report/formats/json.ts";
import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { workingSide } from "./gather/diff/named.ts";
import { isObjected, readFailOn } from "./gather/diff/objection.ts";
import type { Side } from "./gather/diff/side.ts";
import { sidesOf } from "./gather/diff/sides.ts";
import { type Touched, touchedBetween } from "./gather/diff/touched.ts";
import { openProject } from "./gather/project.ts";
import { type Question, recallOr, type Watch } from "./gather/recall.ts";

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
  const touched = await touchedBetween(project.repository, base, head);

  const work = async (watch: Watch): Promise<Report> => {
    const [{ gatherReview }, { reviewReport }] = await Promise.all([
      import("./gather/diff/review.ts"),
      import("../report/diff/review-report.ts"),
    ]);
    const here = workingSide(await watch(project));
    const review = await gatherReview(world, project, {
      base,
      head: head.kind === "tree" && head.tree === project.workingTree ? { ...head, tree: here.tree } : head,
      only: input.contract,
      standing: here,
      ...(touched === null ? {} : { touched }),
    });
    return reviewReport(review, {
      answer: isObjected(review, limits) ? "no" : "yes",
      failOn: limits === null ? null : input.failOn,
      again: commandOf(input, base),
      root: project.prefix,
    });
  };
  const asked = touched === null ? null : questionOf({ ...input, base, head, touched, day: sayDay(world.clock.now()) });
  return asked === null ? work(async (same) => same) : recallOr(world, asked, work);
}

/** Two states of one repository, of which git says what differs: the rest of the answer is in commits, and in files on disk. */
function questionOf({
  base,
  head,
  touched,
  ...asked
}: Omit<DiffInput, "base" | "head"> & {
  readonly base: Side;
  readonly head: Side;
  readonly touched: Touched;
  readonly day: string;
}): Question {
  const said = ({ name, how, ...side }: Side): Json => [name, how, side.kind === "tree" ? asJson(side.state) : null];
  const paths = [touched.contracts, touched.goldens, [...touched.paths]];
  return { verb: "diff", input: asJson({ ...asked, base: said(base), head: said(head), paths }) };
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
  const [{ comparePart }, { reviewReport }] = await Promise.all([
    import("./gather/diff/part.ts"),
    import("../report/diff/review-report.ts"),
  ]);
  const part = await comparePart(world, words);
  if (part.kind === "review")
    return reviewReport(part.review, { answer: "yes", failOn: "never", again: "promptctl diff", root: "" });
  const verdict = "what contracts mean is the same";
  return { command: "diff", answer: "yes", verdict, blocks: [], data: {}, document: part.patch };
}
