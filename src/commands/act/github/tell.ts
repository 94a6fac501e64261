import { join } from "node:path";
import { Failure } from "../../../core/failure.ts";
import { exitOfAnswer, exitOfFailure } from "../../../report/exit.ts";
import { failureReport } from "../../../report/failure.ts";
import { sayHtml } from "../../../report/formats/html.ts";
import { sayMarkdown } from "../../../report/formats/markdown.ts";
import { unansweredPage } from "../../../report/gate/unanswered.ts";
import { gateOutputs } from "../../../report/gate/outputs.ts";
import { mostOfComment, sayMarker, sayPage } from "../../../report/markdown/page.ts";
import { type Page, paragraph, type Report, toned } from "../../../report/report.ts";
import { writeBytes } from "../../../world/files.ts";
import type { GithubRefusal } from "../../../world/github.ts";
import type { World } from "../../../world/world.ts";
import { type GithubStep, githubStep } from "../../gather/gate/step.ts";
import { openProject } from "../../gather/project.ts";
import { keepComment } from "./comment.ts";
import { writeOutputs, writeSummary } from "./files.ts";

export interface Telling {
  /** `--comment`. */
  readonly comment: string | null;
}

/**
 * Runs a gate and tells GitHub what came of it: a comment, the summary and the outputs of the step. What cannot be told
 * is said, and changes neither the verdict nor the exit code.
 *
 * @throws Failure USAGE, and what the gate throws
 */
export async function tellingGithub(world: World, telling: Telling, run: () => Promise<Report>): Promise<Report> {
  const { comment } = telling;
  if (comment !== null && comment !== "update" && comment !== "off")
    throw new Failure("USAGE", { message: `--comment ${comment}: known are update and off` });
  let report: Report;
  try {
    report = await run();
  } catch (error) {
    // Who looks at the summary has to find why there is no answer, and an older comment must not say another thing.
    if (error instanceof Failure && !world.signal.aborted)
      await tellGithub(world, await unanswered(world, error), exitOfFailure(error.kind), telling);
    throw error;
  }
  const untold = await tellGithub(world, report, exitOfAnswer(report.answer), telling);
  return {
    ...report,
    untold,
    spoken: "github",
    blocks: [...report.blocks, ...untold.map((sentence) => paragraph(toned("warn", sentence)))],
    data: { ...report.data, untold },
  };
}

/** It is no news: where there is no comment yet, the check and its summary say it. */
async function unanswered(world: World, failure: Failure): Promise<Report> {
  const report = failureReport("gate", failure);
  // There are secrets, and a stranger's change is checked out: nobody is told anything.
  if (world.env["GITHUB_EVENT_NAME"] === "pull_request_target") return report;
  const root = await openProject(world, "use the rest").then(
    ({ prefix }) => prefix,
    () => null,
  );
  if (root === null) return report;
  return { ...report, data: { ...report.data, changed: false }, page: () => unansweredPage(failure, root) };
}

/** @returns what could not be told, a sentence each */
async function tellGithub(
  world: World,
  report: Report,
  exit: number,
  { comment }: Telling,
): Promise<readonly string[]> {
  const step = await githubStep(world);
  if (step === null) return ["--github tells nobody anything here: this is no step of GitHub Actions"];
  const page = stamped(report, step);
  const refused = comment === "off" || page === null ? null : await tellComment(step, report, page);
  const files = await writeReports(step, report, page);
  const outputs = { ...gateOutputs(report, exit), ...files.outputs };
  const untold = [
    ...(refused === null ? [] : [refused]),
    ...files.untold,
    ...(step.outputs === null ? [] : [await writeOutputs(step.outputs, outputs, world.clock)]),
  ].filter((sentence) => sentence !== null);
  if (step.summary === null) return untold;
  const whole =
    page === null ? null : { ...page, lead: [...page.lead, ...untold.map((sentence) => paragraph(sentence))] };
  const unwritten = await writeSummary(step.summary, report, whole);
  return unwritten === null ? untold : [...untold, unwritten];
}

function stamped({ page }: Report, { commit, run }: GithubStep): Page | null {
  return page === undefined ? null : { ...page(), stamp: { commit, run } };
}

async function tellComment(step: GithubStep, { data }: Report, page: Page): Promise<string | null> {
  const { server, graphql, repository, pullRequest } = step;
  if (pullRequest === null || repository === null) return null;
  if (server === null || graphql === null)
    return "there is no comment, because the step has no token: give it `env: { GITHUB_TOKEN: ${{ github.token }} }`; the summary of the run has the report";
  const refused = await keepComment(
    { server, graphql, repository, number: pullRequest.number },
    {
      marker: sayMarker(page),
      texts: [mostOfComment, mostOfComment / 3, 1_000].map((most) => () => sayPage(page, most)),
      isNews: data["changed"] !== false,
    },
  );
  return refused === null ? null : sayRefused(refused, pullRequest.isFork);
}

function sayRefused({ reason, why }: GithubRefusal, isFork: boolean): string {
  const because = isFork
    ? "the token of a pull request from a fork may only read"
    : "the token may not write comments: the job needs `permissions: { pull-requests: write }`";
  const hint = reason === "read only" ? `${because} (${why})` : why;
  return `the comment could not be kept up to date: ${hint}; the summary of the run has the report`;
}

/** The whole of it as files, for a step that keeps them or tells somebody else. */
async function writeReports(
  { folder }: GithubStep,
  report: Report,
  page: Page | null,
): Promise<{ readonly outputs: Readonly<Record<string, string>>; readonly untold: readonly string[] }> {
  if (folder === null) return { outputs: {}, untold: [] };
  const paths = {
    "report-path": join(folder, "promptctl-gate.html"),
    "comment-path": join(folder, "promptctl-gate.md"),
  };
  try {
    const encoder = new TextEncoder();
    await writeBytes(paths["report-path"], encoder.encode(await sayHtml(report)));
    await writeBytes(paths["comment-path"], encoder.encode(page === null ? sayMarkdown(report) : sayPage(page)));
    return { outputs: paths, untold: [] };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { outputs: {}, untold: [error.message] };
  }
}
