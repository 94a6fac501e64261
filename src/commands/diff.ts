import type { ContractDiff } from "../core/diff/judge.ts";
import { exceeds, severityLevels, type SeverityLevel, worst, audiences, worstOf } from "../core/severity.ts";
import { Failure } from "../core/failure.ts";
import { count, sayList } from "../core/text.ts";
import { diffBlocks } from "../report/changes.ts";
import { findingBlocks } from "../report/findings.ts";
import { asJson } from "../report/formats/json.ts";
import { paragraph, type Report } from "../report/report.ts";
import { tokenBlocks } from "../report/tokens.ts";
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

  return {
    command: "diff",
    answer: objection ? "no" : "yes",
    verdict: `${base.name} → ${head.name}: ${sayOutcome(
      changed.map(({ diff: found }) => found),
      severity,
      unreadable,
    )}`,
    blocks: [
      ...findingBlocks([...base.findings, ...head.findings]),
      ...changed.flatMap(({ diff: found }) => diffBlocks(found)),
      ...(changed.length === 0
        ? []
        : [
            ...tokenBlocks(changed.map(({ diff: found }) => found)),
            paragraph(
              "in flight: conversations that are open; new: those to come; downstream: code that reads or is called",
            ),
          ]),
    ],
    data: {
      base: base.name,
      head: head.name,
      severity,
      contracts: asJson(changed.map(({ diff: found }) => found)),
      unreadable,
      faults: asJson([...base.findings, ...head.findings]),
    },
  };
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

function sayOutcome(diffs: readonly ContractDiff[], severity: SeverityLevel, unreadable: readonly string[]): string {
  const parts = [
    ...(diffs.length > 0 || unreadable.length === 0 ? [sayChanges(diffs, severity)] : []),
    ...(unreadable.length > 0
      ? [
          `${sayList([...new Set(unreadable)])} cannot be read, so nothing is known about ${unreadable.length === 1 ? "it" : "them"}`,
        ]
      : []),
  ];
  return parts.join("; ");
}

function sayChanges(diffs: readonly ContractDiff[], severity: SeverityLevel): string {
  if (diffs.length === 0) return "no contract changes";
  const findings = diffs.flatMap((found) => found.findings);
  const counts = severityLevels
    .toReversed()
    .map((level) => [level, findings.filter((finding) => worstOf(finding.severity) === level).length] as const)
    .filter(([, number]) => number > 0)
    .map(([level, number]) => `${number} ${level}`);
  const reach = audiences
    .filter((audience) => worst(findings.map((finding) => finding.severity[audience])) === severity)
    .map((audience) => ({ inFlight: "in flight", newSessions: "new sessions", downstream: "downstream" })[audience]);
  return `${counts.join(", ")} in ${count(diffs.length, "contract")}${severity === "safe" ? "" : ` (${severity} ${sayList(reach)})`}`;
}
