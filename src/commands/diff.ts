import type { Review } from "../core/diff/review.ts";
import { Failure } from "../core/failure.ts";
import { exceeds, severityLevels, type SeverityLevel, worst } from "../core/severity.ts";
import { reviewReport } from "../report/diff/review-report.ts";
import type { Report } from "../report/report.ts";
import { mergeBaseOf } from "../world/git/repository.ts";
import type { World } from "../world/world.ts";
import { compareSides } from "./gather/comparison.ts";
import { openProject, type Project, repositoryIn } from "./gather/project.ts";
import { defaultBranch, requireCommit } from "./gather/revision.ts";
import { namedSide, type Side, workingSide } from "./gather/side.ts";

interface DiffInput {
  readonly base: string | null;
  readonly head: string | null;
  readonly contract: readonly string[];
  readonly failOn: string | null;
}

export async function diff(input: DiffInput, world: World): Promise<Report> {
  const limit = readFailOn(input.failOn);
  const project = await openProject(world);
  repositoryIn(project);
  const { base, head } = await sides(world, project, input);

  const contracts = await compareSides(base, head, input.contract);
  const changed = contracts.filter(({ diff: { findings } }) => findings.length > 0);
  const severity = worst(changed.map(({ diff: found }) => found.severity));
  // What cannot be read cannot be proven safe.
  const unreadable = [...base.unreadable, ...head.unreadable].filter(
    (name) => input.contract.length === 0 || input.contract.includes(name),
  );
  const objection = limit !== null && (unreadable.length > 0 || (changed.length > 0 && !exceeds(limit, severity)));
  const review: Review = {
    base: { name: base.name, how: null },
    head: { name: head.name, how: null },
    contracts: changed.map(({ diff: found }) => ({
      contract: found.contract,
      before:
        (base.bundles.get(found.contract) ?? base.bundles.get(head.renamedFrom.get(found.contract) ?? ""))?.digest ??
        null,
      after: head.bundles.get(found.contract)?.digest ?? null,
      diff: found,
      waived: [],
    })),
    unreadable: [...new Set(unreadable)],
    faults: [...base.findings, ...head.findings],
    aboutWaivers: [],
    fragments: [],
    today: world.clock.now().toISOString().slice(0, 10),
  };
  return reviewReport(review, {
    answer: objection ? "no" : "yes",
    failOn: limit === null ? null : input.failOn,
    again: ["promptctl diff", input.base, input.head].filter((word) => word !== null).join(" "),
    root: project.prefix,
  });
}

function readFailOn(failOn: string | null): SeverityLevel | null {
  if (failOn === null || failOn === "never") return null;
  const level = severityLevels.find((known) => known === failOn);
  if (level === undefined || level === "safe")
    throw new Failure("USAGE", { message: `--fail-on takes breaking, dangerous or never, not '${failOn}'` });
  return level;
}

/** Default: what this work adds to the default branch. Two names, or `A..B`, mean just those. */
async function sides(world: World, project: Project, { base, head }: DiffInput): Promise<{ base: Side; head: Side }> {
  const repository = repositoryIn(project);
  if (base === null) {
    const branch = await defaultBranch(repository, project.config);
    const fork = await mergeBaseOf(repository, branch.commit, await requireCommit(repository, "HEAD"));
    if (fork === null) throw new Failure("NO_MERGE_BASE", { base: branch.name, head: "HEAD" });
    return { base: await namedSide(world, project, fork), head: await workingSide(project) };
  }
  if (base.includes("...")) {
    throw new Failure("USAGE", {
      message: `'${base}': three dots are git's; name both sides with two`,
      hint: "promptctl diff A..B",
    });
  }
  const [, left, right] = /^(.*)\.\.(.*)$/.exec(base) ?? [];
  const [from, to] = left === undefined ? [base, head] : [left, right ?? ""];
  return {
    base: await namedSide(world, project, from === "" ? "HEAD" : from),
    head: to === null ? await workingSide(project) : await namedSide(world, project, to === "" ? "HEAD" : to),
  };
}
