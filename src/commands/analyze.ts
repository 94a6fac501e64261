import type { Acted } from "../core/analysis/acted.ts";
import type { Analysis } from "../core/analysis/comparison.ts";
import { parseDuration } from "../core/duration.ts";
import { Failure } from "../core/failure.ts";
import { withActed } from "../report/analysis/acted.ts";
import { analysisReport } from "../report/analysis/report.ts";
import type { Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { applyDecision } from "./act/analysis/apply.ts";
import { type Look, type Watching, watchAnalysis } from "./act/analysis/watch.ts";
import { lookAgainst } from "./gather/analysis/against.ts";
import { lookAtRamp } from "./gather/analysis/look.ts";
import { requireSource } from "./gather/analysis/observe.ts";
import { analysisGround } from "./gather/analysis/policy.ts";
import { runningRamp } from "./gather/analysis/ramp.ts";
import { openProject, repositoryIn, requireRightFolder } from "./gather/project.ts";
import { readReleases } from "./gather/releases.ts";

interface AnalyzeInput {
  readonly contract: string;
  readonly label: string | null;
  readonly runs: readonly string[];
  readonly prometheus: string | null;
  readonly against: string | null;
  readonly bundle: string | null;
  readonly window: string | null;
  readonly apply: boolean;
  readonly dryRun: boolean;
  readonly watch: string | null;
  readonly every: string | null;
}

/** What the canary's sessions did beside the others, and what to do about it. */
export async function analyze(input: AnalyzeInput, world: World): Promise<Report> {
  requireSense(input, world);
  requireSource(input);
  const watching = readWatching(input);
  const look = (): Promise<Look> =>
    input.against === null ? lookOnce(input, world) : lookBeside(input, input.against, world);
  return watching === null ? (await look()).report : watchAnalysis(world, watching, look);
}

/** Everything is read anew at each look: somebody may have moved a label, or changed the policy. */
async function lookOnce(input: AnalyzeInput, world: World): Promise<Look> {
  const project = await openProject(world, "use the rest");
  if (input.apply) await requireRightFolder(project);
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const [running, ground] = await Promise.all([
    runningRamp(releases, input.contract, input.label),
    analysisGround(project, releases),
  ]);
  const analysis = await lookAtRamp(world, releases, running, ground, input);
  const report = analysisReport(analysis);
  if (ground.insteadOfHere !== null)
    world.terminal.progress(
      `\`analysis\` of promptctl.yaml is judged as ${ground.insteadOfHere} has it, not as it is here`,
    );
  if (!input.apply) return { report, goesOn: analysis.decision.action === "hold" };

  const action = { analysis, data: report.data, running, ground, dryRun: input.dryRun };
  const acted = await applyDecision(world, project, releases, action);
  return { report: withActed(report, acted), goesOn: goesOn(analysis, acted) };
}

/** A step is followed by the next one; a dry run would say the same again. */
function goesOn({ decision }: Analysis, acted: Acted): boolean {
  if (acted.kind === "refused" || (acted.kind === "moved" && acted.isDry)) return false;
  return decision.action === "hold" || (decision.action === "advance" && decision.next !== null);
}

async function lookBeside(input: AnalyzeInput, against: string, world: World): Promise<Look> {
  const project = await openProject(world, "use the rest");
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const ground = await analysisGround(project, releases);
  const analysis = await lookAgainst(world, releases, { ...input, against }, ground, input);
  return { report: analysisReport(analysis), goesOn: analysis.decision.action !== "roll back" };
}

/** @throws Failure USAGE */
function requireSense(
  { against, apply, dryRun, bundle, window, watch, every, runs }: AnalyzeInput,
  { offline }: World,
): void {
  const wrong = (message: string, hint: string): Failure => new Failure("USAGE", { message, hint });
  if (apply && against !== null)
    throw wrong("--apply acts on a ramp, and --against compares what nobody drew lots for", "leave one of them out");
  if (apply && offline)
    throw wrong("--apply must know where the labels are, and --offline asks nobody", "leave one of them out");
  if (dryRun && !apply) throw wrong("--dry-run says what --apply would do", "write --apply --dry-run");
  if (against === null && (bundle !== null || window !== null))
    throw wrong("--bundle and --window choose what --against compares", "write --against as well");
  if (every !== null && watch === null) throw wrong("--every says how often --watch looks", "write --watch as well");
  if (watch !== null && runs.includes("-"))
    throw wrong(
      "--watch reads again and again, and what is piped in can be read once",
      "name files: --runs 'runs*.jsonl'",
    );
}

/** `--watch`, `--watch 30m`. */
function readWatching({ watch, every }: AnalyzeInput): Watching | null {
  if (watch === null) return null;
  return {
    every: every === null ? 60 : pauseIn(every),
    most: watch === forEver ? null : durationIn("--watch", watch),
  };
}

/** Without a pause the server, the remote and the processor would do nothing else. */
function pauseIn(text: string): number {
  const seconds = durationIn("--every", text);
  if (seconds > 0) return seconds;
  throw new Failure("USAGE", {
    message: `--every says how long it pauses, and '${text}' is no pause`,
    hint: "write 60s",
  });
}

const forEver = "until it is decided";

function durationIn(option: string, text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== null) return seconds;
  throw new Failure("USAGE", { message: `${option} takes a duration (60s, 30m, 2h), not '${text}'` });
}
