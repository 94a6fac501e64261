import { join } from "node:path";
import { parseDuration } from "../core/duration.ts";
import { Failure } from "../core/failure.ts";
import type { Finding } from "../core/finding.ts";
import { importFormats } from "../core/import/formats/index.ts";
import { groupNotes, sayFew, type SourcedNote } from "../core/import/note-groups.ts";
import type { ImportPlan } from "../core/import/plan.ts";
import type { ImportFormat } from "../core/import/translation.ts";
import { didYouMean } from "../core/nearest.ts";
import { count } from "../core/text.ts";
import { findingBlocks } from "../report/findings.ts";
import { asJson } from "../report/formats/json.ts";
import { importBlocks } from "../report/imported.ts";
import { type Report, section } from "../report/report.ts";
import { existing, writeNewFiles } from "../world/new-files.ts";
import type { World } from "../world/world.ts";
import { planImports } from "./gather/import-plans.ts";
import { gatherSources } from "./gather/import-sources.ts";
import { type ImportWish, requireContractName } from "./gather/import-target.ts";
import { obstacles } from "./gather/obstacles.ts";
import { openProject } from "./gather/project.ts";

interface ImportInput {
  readonly format: string;
  readonly files: readonly string[];
  readonly command: readonly string[];
  readonly contract: string | null;
  readonly out: string | null;
  readonly model: string | null;
  readonly timeout: string | null;
}

/** Everything is decided before the first file is written; what is there already is never touched. */
export async function importFiles(input: ImportInput, world: World): Promise<Report> {
  const format = formatNamed(input.format);
  const wish = wishOf(input);
  const patience = patienceOf(input.timeout);
  const project = await openProject(world);
  const gathered = await gatherSources(format, { ...input, patience }, world);

  const { plans, notes } = await planImports(project, format, gathered, wish, world);
  if (plans.length === 0) {
    const reasons = groupNotes(notes, "refused").map(({ about, says }) => `${sayFew(about)}: ${says}`);
    throw new Failure("NOTHING_IMPORTED", { format: format.name, reads: format.reads, reasons });
  }
  const files = Object.assign({}, ...plans.map((plan) => plan.files)) as Readonly<Record<string, string>>;
  const inTheWay = await existing(Object.keys(files).map((path) => join(project.root, path)));
  if (inTheWay.length > 0) {
    const paths = Object.keys(files).filter((path) => inTheWay.includes(join(project.root, path)));
    throw new Failure("EXISTS", { paths, command: "import" });
  }
  const findings = await obstacles(world, project, plans);

  await writeNewFiles(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [join(project.root, path), text])),
  );
  return reportOf(plans, notes, findings);
}

/** @throws Failure USAGE */
function formatNamed(name: string): ImportFormat {
  const found = importFormats.find((format) => format.name === name);
  if (found !== undefined) return found;
  const names = importFormats.map((format) => format.name);
  const hint = didYouMean(name, names);
  const message = `there is no format '${name}'; there is ${names.join(", ")}`;
  throw new Failure("USAGE", hint === null ? { message } : { message, hint });
}

function wishOf({ contract, out, model }: ImportInput): ImportWish {
  const [, provider, name] = /^([^/]+)\/(.+)$/.exec(model ?? "") ?? [];
  if (model !== null && (provider === undefined || name === undefined)) {
    throw new Failure("USAGE", { message: `--model ${model}: a model is written provider/name` });
  }
  return {
    contract: contract === null ? null : requireContractName(contract),
    out,
    model: provider === undefined || name === undefined ? null : { provider, name },
  };
}

/** Seconds: the first start of a server may have to download it. */
function patienceOf(timeout: string | null): number {
  const seconds = timeout === null ? 60 : parseDuration(timeout);
  if (seconds !== null && seconds > 0) return seconds;
  throw new Failure("USAGE", { message: `--timeout ${timeout ?? ""}: a duration is a number and s, m, h or d: 90s` });
}

/** One sentence, which agrees with the exit code: what was refused, or would not pass `check`, is a no. */
function reportOf(plans: readonly ImportPlan[], notes: readonly SourcedNote[], findings: readonly Finding[]): Report {
  const files = plans.flatMap((plan) => Object.keys(plan.files));
  const number = (kind: SourcedNote["kind"]): number => notes.filter((note) => note.kind === kind).length;
  const [assumed, dropped, refused] = [number("assumed"), number("dropped"), number("refused")];
  const said = [
    `${count(files.length, "file")} written`,
    ...(assumed > 0 ? [count(assumed, "assumption")] : []),
    ...(dropped > 0 ? [`${count(dropped, "field")} not carried over`] : []),
    ...(refused > 0 ? [`${refused} could not be read`] : []),
    ...(findings.length > 0 ? [`${count(findings.length, "error")} to mend before \`promptctl check\` passes`] : []),
  ];
  return {
    command: "import",
    answer: refused + findings.length > 0 ? "no" : "yes",
    verdict: said.join(", "),
    blocks: [...importBlocks(plans, notes), ...section("In the way of promptctl check", findingBlocks(findings))],
    data: { imports: asJson(plans.map(sayPlan)), notes: asJson(notes), findings: asJson(findings) },
  };
}

function sayPlan({ contract, folder, files, toAdd, toDo }: ImportPlan) {
  return { contract, folder, files: Object.keys(files), to_add: toAdd, to_do: toDo };
}
