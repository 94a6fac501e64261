import { configName } from "../core/config/config.ts";
import type { Review } from "../core/diff/review.ts";
import { Failure } from "../core/failure.ts";
import { isRecording } from "../core/golden/recording/place.ts";
import { waiversName } from "../core/lint/waivers.ts";
import { someOf } from "../core/text.ts";
import { reviewReport } from "../report/diff/review-report.ts";
import { type GateAbout, type GatePart, notAsked } from "../report/gate/part.ts";
import { gateReport } from "../report/gate/report.ts";
import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { tellingGithub } from "./act/github/tell.ts";
import { checkProject } from "./check.ts";
import { workingSide } from "./gather/diff/named.ts";
import { isObjected, readFailOn } from "./gather/diff/objection.ts";
import { gatherReview } from "./gather/diff/review.ts";
import type { Side } from "./gather/diff/side.ts";
import { sidesOf } from "./gather/diff/sides.ts";
import { type Touched, touchedBetween } from "./gather/diff/touched.ts";
import { whoAsks } from "./gather/gate/event.ts";
import { judgedBy, refuseTarget, standardTrustLabel, trustIn } from "./gather/gate/trust.ts";
import { inPrefix, openProject, type Project } from "./gather/project.ts";
import { waiversOf } from "./gather/waivers.ts";
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
  const asked = await whoAsks(world);
  const trust = trustIn(asked, input.trustLabel ?? standardTrustLabel);
  const project = await judgedBy(opened, base, trust);
  const head = workingSide(project);
  const touched = await touchedBetween(project.repository, base, head);
  const policy = policyIn(project, touched);
  const about = { base: base.name, how: base.how, root: project.prefix, policy, again: commandOf(input, base) };
  if (touched !== null && touched.contracts.length + touched.goldens.length + policy.length === 0)
    return gateReport({ ...about, waivers: [], foreign: null }, []);

  const known = touched === null ? {} : { touched };
  const review = await gatherReview(world, project, { base, head, only: [], standing: head, ...known });
  const answer = isObjected(review, limits) ? "no" : "yes";
  const reviewed = reviewReport(review, { answer, failOn, again: about.again, root: project.prefix });
  const checked = await part("check", () =>
    checkProject(world, project, { contract: policy.length > 0 ? [] : namesIn(review), strict: false, waivers: false }),
  );
  const tested =
    checked.report.answer !== "yes"
      ? notAsked("golden tasks", "not run: what check refuses has to be mended first")
      : trust.kind === "data"
        ? notAsked("golden tasks", `not run: ${trust.why}`)
        : await part("golden tasks", () => test(testInput(input, base), world));
  const foreign = trust.kind === "data" ? trust.why : null;
  const waivers = await newWaivers(review, base);
  const recorded = asked.kind === "fork" ? recordingsIn(touched) : [];
  return gateReport({ ...about, waivers, foreign }, [
    checked,
    { name: "diff", report: reviewed },
    unproven(tested, recorded),
  ]);
}

/** What this change itself lets pass: whoever reviews it should see that first. */
async function newWaivers({ contracts }: Review, base: Side): Promise<GateAbout["waivers"]> {
  const before = base.kind === "tree" ? (await waiversOf(base)).waivers : [];
  const known = new Set(before.map(({ rule, fingerprint }) => `${rule} ${fingerprint}`));
  return contracts
    .flatMap(({ waived }) => waived)
    .filter(({ waiver }) => !known.has(`${waiver.rule} ${waiver.fingerprint}`))
    .map(({ finding, waiver }) => ({ rule: finding.rule, message: finding.message, reason: waiver.reason }));
}

function recordingsIn(touched: Touched | null): readonly string[] {
  return touched === null ? [] : [...touched.paths].filter(isRecording);
}

/** Answers of a model that a stranger wrote down are what the stranger says that it answers. */
function unproven({ name, report }: GatePart, recordings: readonly string[]): GatePart {
  if (recordings.length === 0 || report.answer !== "yes") return { name, report };
  const verdict = `${report.verdict}, and nothing is proven: the fork brings recordings of its own (${someOf(recordings, 3)}); --live asks the model`;
  return { name, report: { ...report, answer: "unknown", verdict } };
}

/** A part that cannot be reached is not known; what somebody has to mend here is said as it is everywhere. */
async function part(name: GatePart["name"], run: () => Promise<Report>): Promise<GatePart> {
  try {
    return { name, report: await run() };
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "world") throw error;
    return notAsked(name, [error.message, error.hint].filter((line) => line !== null).join("; "));
  }
}

/** Contracts that changed and are still there; a change of what decides about them, or about none, is asked about all. */
function namesIn({ contracts, unreadable }: Review): readonly string[] {
  return [...contracts.flatMap(({ called }) => called.after ?? []), ...unreadable];
}

/** What decides about changes, and was changed itself. */
function policyIn({ prefix }: Project, touched: Touched | null): readonly string[] {
  return [configName, waiversName].filter((name) => touched?.paths.has(inPrefix(prefix, name)) ?? false);
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
