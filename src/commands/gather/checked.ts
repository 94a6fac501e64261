import { folderOf } from "../../core/contract/folder-of.ts";
import { Failure } from "../../core/failure.ts";
import type { Finding, Level } from "../../core/finding.ts";
import type { Waived } from "../../core/lint/apply-waivers.ts";
import { waiverLines } from "../../core/lint/waiver-lines.ts";
import { waiversName } from "../../core/lint/waivers-name.ts";
import { didYouMean } from "../../core/nearest.ts";
import { submoduleAround } from "../../core/submodule.ts";
import { glob } from "../../core/glob.ts";
import { count } from "../../core/text.ts";
import { findingBlocks, waivedBlocks } from "../../report/findings.ts";
import { asJson } from "../../report/formats/json.ts";
import { noticesOf } from "../../report/notices.ts";
import { paragraph, type Report, toned } from "../../report/report.ts";
import { runSparingly } from "../../world/engine.ts";
import type { World } from "../../world/world.ts";
import { type LintedTree, lintTree } from "./lint.ts";
import { inPrefix, type Project } from "./project.ts";

export interface CheckInput {
  readonly contract: readonly string[];
  readonly strict: boolean;
  readonly waivers: boolean;
}

/** Contracts and golden tasks of a project, validated and linted. */
export async function checkProject(
  world: World,
  project: Project,
  { contract: names, strict, waivers }: CheckInput,
): Promise<Report> {
  const { workingTree, prefix, config } = project;
  runSparingly("compiling");
  const linted = await lintTree(world, project);
  if (linted.paths.length === 0) {
    const submodule = await submoduleAround(workingTree, inPrefix(prefix, glob(config.contracts).folder));
    throw new Failure("NO_CONTRACTS", { submodule, pattern: config.contracts, where: workingTree.name });
  }
  requireKnown(names, linted.paths, workingTree.name);
  const { findings, waived, waivable } = narrowed(linted, filesOf(linted, names));
  const number = (level: Level): number => findings.filter((finding) => finding.level === level).length;
  const [errors, warnings, notes] = [number("error"), number("warning"), number("note")];
  const invalid = errors > 0 || (strict && warnings > 0);

  const tasks = linted.goldens
    .flatMap((golden) => (golden.isBroken ? [] : golden.tasks))
    .filter(({ contract }) => names.length === 0 || names.includes(contract)).length;
  const checked = `${count(names.length === 0 ? linted.paths.length : names.length, "contract")} and ${count(tasks, "golden task")}`;
  const said = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(warnings > 0 ? [count(warnings, "warning")] : []),
    ...(notes > 0 ? [count(notes, "note")] : []),
    ...(waived.length > 0 ? [`${waived.length} waived`] : []),
  ].join(", ");
  return {
    command: "check",
    answer: invalid ? "no" : "yes",
    verdict: invalid ? `${said} in ${checked}` : `${checked} are valid${said === "" ? "" : `, with ${said}`}`,
    blocks: [
      ...findingBlocks(findings),
      ...waivedBlocks(waived),
      ...(invalid && waivable.length > 0 ? [paragraph(toned("dim", howToWaive))] : []),
    ],
    data: {
      contracts: linted.paths,
      goldens: linted.goldenPaths,
      findings: asJson(findings),
      waived: asJson(waived.map(({ finding, waiver }) => ({ ...finding, waiver }))),
    },
    notices: noticesOf(findings),
    ...(waivers ? { document: waiverLines(waivable, world.clock.now()) } : {}),
  };
}

const howToWaive = `→ to accept a finding until a day: ${waiversName}; promptctl check --waivers prints the lines`;

function requireKnown(names: readonly string[], paths: readonly string[], where: string): void {
  const known = paths.map(folderOf);
  for (const name of names)
    if (!known.includes(name))
      throw new Failure("UNKNOWN_CONTRACT", { name, known, where, meant: didYouMean(name, known) });
}

/** The files that concern the named contracts: their folder, their goldens, and what they take in from elsewhere. */
function filesOf({ contracts }: LintedTree, names: readonly string[]): (file: string) => boolean {
  if (names.length === 0) return () => true;
  const taken = new Set(contracts.flatMap(({ path, files }) => (names.includes(folderOf(path)) ? files : [])));
  return (file) => taken.has(file) || file.split("/").some((folder) => names.includes(folder));
}

interface Judged {
  readonly findings: readonly Finding[];
  /** Of those, what can be lived with until a day. */
  readonly waivable: readonly Finding[];
  readonly waived: Waived<Finding>["waived"];
}

/** In the order of the files, so that a second run can be compared with the first. */
function narrowed({ remaining, findings, waived }: Waived<Finding>, isAbout: (file: string) => boolean): Judged {
  const concerns = ({ place }: Finding): boolean => place !== null && isAbout(place.file);
  // Waivers are about every contract; but where one cannot be read, each of them may miss it.
  const aboutWaivers = findings.filter((finding) => concerns(finding) || finding.fingerprint === null);
  return {
    findings: [...remaining.filter(concerns), ...aboutWaivers].toSorted(byPlace),
    waivable: remaining.filter((finding) => concerns(finding) && finding.fingerprint !== null).toSorted(byPlace),
    waived: waived.filter(({ finding }) => concerns(finding)).toSorted((a, b) => byPlace(a.finding, b.finding)),
  };
}

function byPlace({ place: left }: Finding, { place: right }: Finding): number {
  if (left === null || right === null) return 0;
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
}
