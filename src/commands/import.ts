import { join } from "node:path";
import { Failure } from "../core/failure.ts";
import { groupNotes, sayFew, type SourcedNote } from "../core/import/note-groups.ts";
import type { ImportPlan } from "../core/import/plan.ts";
import type { ImportFormat } from "../core/import/translation.ts";
import { count } from "../core/text.ts";
import { findingBlocks } from "../report/findings.ts";
import { asJson } from "../report/formats/json.ts";
import { importBlocks } from "../report/imported.ts";
import { type Report, section } from "../report/report.ts";
import { existing, writeNewFiles } from "../world/new-files.ts";
import type { World } from "../world/world.ts";
import { planImports } from "./gather/import-plans.ts";
import { gatherSources } from "./gather/import-sources.ts";
import { type ImportInput, readWish } from "./gather/import-wish.ts";
import { type Obstacles, obstaclesTo } from "./gather/obstacles.ts";
import { openProject } from "./gather/project.ts";

/** Everything is decided before the first file is written; what is there already is never touched. */
export async function importFiles(input: ImportInput, world: World): Promise<Report> {
  const wish = readWish(input);
  const { format } = wish;
  const project = await openProject(world);
  const gathered = await gatherSources(wish, world);

  const { plans, notes } = await planImports(project, gathered, wish, world);
  if (plans.length === 0) throw nothing(format, notes);
  const files = Object.assign({}, ...plans.map((plan) => plan.files)) as Readonly<Record<string, string>>;
  const inTheWay = await existing(Object.keys(files).map((path) => join(project.root, path)));
  if (inTheWay.length > 0) {
    const paths = Object.keys(files).filter((path) => inTheWay.includes(join(project.root, path)));
    throw new Failure("EXISTS", { paths, command: "import" });
  }
  const obstacles = await obstaclesTo(plans, project, world);

  await writeNewFiles(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [join(project.root, path), text])),
  );
  return reportOf(plans, notes, obstacles);
}

function nothing({ name, reads }: ImportFormat, notes: readonly SourcedNote[]): Failure {
  const reasons = groupNotes(notes, "refused").map(({ about, says }) => {
    return `${sayFew(about.map((one) => (one === "" ? (notes[0]?.source ?? "") : one)))}: ${says}`;
  });
  return new Failure("NOTHING_IMPORTED", { format: name, reads, reasons });
}

/** One sentence, which agrees with the exit code: what was refused, or would not pass `check`, is a no. */
function reportOf(
  plans: readonly ImportPlan[],
  notes: readonly SourcedNote[],
  { findings, unseen }: Obstacles,
): Report {
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
    blocks: [
      ...importBlocks(plans, notes, unseen),
      ...section("In the way of promptctl check", findingBlocks(findings)),
    ],
    data: { imports: asJson(plans.map(sayPlan)), notes: asJson(notes), findings: asJson(findings), unseen },
  };
}

function sayPlan({ contract, folder, files, toAdd, toDo }: ImportPlan) {
  return { contract, folder, files: Object.keys(files), to_add: toAdd, to_do: toDo };
}
