import { configName } from "../core/config/config.ts";
import type { Review } from "../core/diff/review.ts";
import { Failure } from "../core/failure.ts";
import { isRecording } from "../core/golden/recording/place.ts";
import { waiversName } from "../core/lint/waivers-name.ts";
import { count, someOf } from "../core/text.ts";
import { reviewReport } from "../report/diff/review-report.ts";
import { type GatePart, notAsked } from "../report/gate/part.ts";
import { gateReport } from "../report/gate/report.ts";
import type { Report } from "../report/report.ts";
import { changedFiles, changesHere } from "../world/git/changes.ts";
import type { World } from "../world/world.ts";
import { tellingGithub } from "./act/github/tell.ts";
import { checkProject } from "./gather/checked.ts";
import { workingSide } from "./gather/diff/named.ts";
import { isObjected, readFailOn } from "./gather/diff/objection.ts";
import { gatherReview } from "./gather/diff/review.ts";
import type { Side } from "./gather/diff/side.ts";
import { sidesOf } from "./gather/diff/sides.ts";
import { touchedBetween } from "./gather/diff/touched.ts";
import { askPart } from "./gather/gate/ask.ts";
import { whoAsks } from "./gather/gate/event.ts";
import { type OtherPlace, otherPlace } from "./gather/gate/place.ts";
import { judgedBy, refuseTarget, standardTrustLabel, trustIn } from "./gather/gate/trust.ts";
import { newWaivers } from "./gather/gate/waivers.ts";
import { filesMatching, inPrefix, openProject, type Project } from "./gather/project.ts";
import { mayRunAnother } from "./gather/test/program.ts";
import { test } from "./test.ts";

interface GateInput {
  readonly github: boolean;
  readonly comment: string | null;
  readonly relay: string | null;
  readonly base: string | null;
  readonly trustLabel: string | null;
  readonly failOn: string | null;
  readonly live: boolean;
  readonly sameRunner: boolean;
  readonly jobs: string | null;
  readonly maxSpendUsd: string | null;
}

/**
 * Everything that a change is asked before it is merged: `check`, `diff` and `test` beside its base, with one verdict. How
 * a change is weighed is said by its base; what a fork brings is read, and never run, unless somebody who may says so.
 */
export async function gate(input: GateInput, world: World): Promise<Report> {
  if (input.relay !== null) return (await import("./act/github/relay.ts")).relayComment(world, input.relay);
  return input.github ? tellingGithub(world, input, () => judge(input, world)) : judge(input, world);
}

async function judge(input: GateInput, world: World): Promise<Report> {
  const failOn = input.failOn ?? "breaking";
  const limits = readFailOn(failOn);
  const opened = await openProject(world, "use the rest");
  await refuseTarget(world, opened);
  const { base } = await sidesOf(world, opened, { base: input.base, head: null });
  const other = await otherPlace(world, opened, base);
  if (other?.isGone === false) return judge(input, { ...world, cwd: other.folder });
  if (other !== null) return withoutConfig(input, opened, base, other);
  const asked = await whoAsks(world);
  const trust = trustIn(asked, input.trustLabel ?? standardTrustLabel);
  const project = await judgedBy(opened, base, trust);
  const head = workingSide(project);
  const touched = await touchedBetween(project.repository, base, head);
  const paths = touched?.paths ?? (await pathsSince(project, base));
  const policy = policyIn(project, paths);
  const about = { base: base.name, how: base.how, root: project.prefix, policy, again: commandOf(input, base) };
  const recordings = [...paths].filter(isRecording);
  const runTasks = async (): Promise<GatePart> =>
    trust.kind === "data"
      ? notAsked("golden tasks", `not run: ${trust.why}`)
      : unproven(await tasksPart(world, input, base), asked.kind === "fork" ? recordings : []);
  const foreign = trust.kind === "data" ? trust.why : null;
  if (touched !== null && touched.contracts.length + touched.goldens.length + policy.length === 0) {
    // The same contract may do something else with another program, or with other answers of a model.
    const mayDiffer = recordings.length > 0 || (await mayRunAnother(project, base, changedFiles));
    return gateReport({ ...about, waivers: [], foreign, isSame: true }, mayDiffer ? [await runTasks()] : []);
  }

  const known = touched === null ? {} : { touched };
  const review = await gatherReview(world, project, { base, head, only: [], standing: head, ...known });
  const answer = isObjected(review, limits) ? "no" : "yes";
  const reviewed = reviewReport(review, { answer, failOn, again: about.again, root: project.prefix });
  const checked = await askPart("check", () =>
    checkProject(world, project, { contract: policy.length > 0 ? [] : namesIn(review), strict: false, waivers: false }),
  );
  const tested =
    checked.report.answer !== "yes"
      ? notAsked("golden tasks", "not run: what check refuses has to be mended first")
      : await runTasks();
  const waivers = await newWaivers(review, checked.report.data, base);
  return gateReport({ ...about, waivers, foreign, isSame: false }, [
    checked,
    { name: "diff", report: reviewed },
    tested,
  ]);
}

/** Which contracts are meant, and who runs their tasks, nobody says any more. */
function withoutConfig(input: GateInput, { prefix }: Project, base: Side, { file }: OtherPlace): Report {
  const about = { base: base.name, how: base.how, root: prefix, policy: [file], again: commandOf(input, base) };
  const check = notAsked(
    "check",
    `${file} is gone: what it says of contracts and golden tasks cannot be asked any more`,
  );
  return gateReport({ ...about, waivers: [], foreign: null, isSame: false }, [
    { ...check, report: { ...check.report, answer: "no" } },
  ]);
}

/** What no setting of the change itself keeps from being seen: other globs do not hide which files changed. */
async function pathsSince({ repository }: Project, base: Side): Promise<ReadonlySet<string>> {
  const commit = base.kind === "tree" ? (base.state?.commit ?? null) : null;
  return new Set(repository === null || commit === null ? [] : (await changesHere(repository, commit)).paths);
}

/** Answers of a model that a stranger wrote down are what the stranger says that it answers. */
function unproven({ name, report }: GatePart, recordings: readonly string[]): GatePart {
  if (recordings.length === 0 || report.answer !== "yes") return { name, report };
  const verdict = `${report.verdict}, and nothing is proven: the fork brings recordings of its own (${someOf(recordings, 3)}); --live asks the model`;
  return { name, report: { ...report, answer: "unknown", verdict } };
}

/** No golden tasks at all prove nothing, and a change that takes the last ones away is none of which that is known. */
async function tasksPart(world: World, input: GateInput, base: Side): Promise<GatePart> {
  return askPart("golden tasks", async () => {
    try {
      return await test(testInput(input, base), world);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "NO_GOLDENS") throw error;
      const had = base.kind === "tree" ? await filesMatching(base.tree, base.prefix, base.config.goldens) : [];
      const verdict =
        had.length === 0
          ? error.message
          : `${error.message}, and ${base.name} has ${count(had.length, "file")} of them`;
      return { command: "test", answer: had.length === 0 ? "yes" : "no", verdict, blocks: [], data: {} };
    }
  });
}

/** Contracts that changed and are still there; a change of what decides about them, or about none, is asked about all. */
function namesIn({ contracts, unreadable }: Review): readonly string[] {
  return [...contracts.flatMap(({ called }) => called.after ?? []), ...unreadable];
}

/** What decides about changes, and was changed itself. */
function policyIn({ prefix }: Project, paths: ReadonlySet<string>): readonly string[] {
  return [configName, waiversName].filter((name) => paths.has(inPrefix(prefix, name)));
}

/** A base that was found is named, so that all parts have the same. */
function baseOf({ base }: GateInput, found: Side): string | null {
  return base ?? (found.kind === "tree" ? (found.state?.commit ?? null) : null);
}

function testInput(input: GateInput, found: Side): Parameters<typeof test>[0] {
  const { live, sameRunner, jobs, maxSpendUsd } = input;
  const none = { filter: null, tag: [], tags: null, bundle: null, shard: null, merge: [], results: null };
  const off = { failed: false, resume: false, list: false, watch: false, record: false, save: false };
  const asked = { contract: [], onlyChanged: true, passWithNoTests: true, base: baseOf(input, found) };
  return { ...none, ...off, ...asked, live, sameRunner, jobs, maxSpendUsd };
}

function commandOf(input: GateInput, found: Side): string {
  const base = baseOf(input, found);
  return [
    "promptctl gate",
    ...(base === null ? [] : [`--base ${/^[0-9a-f]{40,}$/.test(base) ? base.slice(0, 12) : base}`]),
    ...(input.failOn === null ? [] : [`--fail-on ${input.failOn}`]),
    ...(input.live ? ["--live"] : []),
  ].join(" ");
}
