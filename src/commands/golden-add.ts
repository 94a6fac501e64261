import { join } from "node:path";
import { Failure } from "../core/failure.ts";
import { findPersonal, type Personal } from "../core/golden/incident/personal.ts";
import { placeholdersFor, replaceIn, type Replacement } from "../core/golden/incident/replace.ts";
import { type IncidentTask, incidentTask } from "../core/golden/incident/task.ts";
import { unwritable } from "../core/import/writable.ts";
import type { Finding } from "../core/finding.ts";
import { type JsonObject, sameJson } from "../core/json.ts";
import { editorHeader } from "../core/shape/editor-header.ts";
import { appendItem, itemLines } from "../core/yaml/append.ts";
import { addedReport, stoppedReport } from "../report/golden-add.ts";
import type { Report } from "../report/report.ts";
import { writeBytes } from "../world/files.ts";
import type { World } from "../world/world.ts";
import { type IncidentPlace, placeIncident } from "./gather/golden-add/place.ts";
import { type IncidentWish, readReplacements, readRun } from "./gather/golden-add/run.ts";
import { lintTree } from "./gather/lint.ts";
import { overlayTree } from "./gather/overlay.ts";
import { inPrefix, openProject, type Project } from "./gather/project.ts";

interface GoldenAddInput extends IncidentWish {
  readonly replace: readonly string[];
  readonly placeholders: boolean;
  readonly keep: boolean;
}

/** A run of production becomes a golden task. Nothing is written that looks as if it belonged to a person. */
export async function goldenAdd(input: GoldenAddInput, world: World): Promise<Report> {
  const wanted = readReplacements(input.replace);
  const { run, records } = await readRun(input, world);
  const project = await openProject(world);
  const place = await placeIncident(project, run, input, world);

  const made = incidentTask({ ...place, run, records, incident: input.incident });
  if (made === null) throw new Failure("NO_TRANSCRIPT", { run: run.run_id, file: input.from ?? "" });
  const { task, about, found, replaced } = await withoutPersons(made, wanted, input);
  if (found.length > 0) return stoppedReport(run.run_id, found);
  refuseTwin(place, task);
  const text = writeTask(place, task, about);
  const findings = await findingsIn(project, place.file, text, world);

  await writeBytes(join(project.root, place.file), new TextEncoder().encode(text));
  const shown = itemLines("tasks", task, about, "");
  const asksModel = project.config.runner?.kind === "model";
  return addedReport({
    ...place,
    run: run.run_id,
    isNew: place.text === null,
    shown,
    task,
    replaced,
    toDo: made.toDo,
    findings,
    asksModel,
  });
}

/** @throws Failure USAGE where the run is a task already */
function refuseTwin({ id, tasks }: IncidentPlace, task: JsonObject): void {
  const twin = tasks.find(({ document }) => sameJson({ ...document, id }, task));
  if (twin === undefined) return;
  const { file, line } = twin.place;
  throw new Failure("USAGE", {
    message: `this run is the task ${twin.id} already (${file}:${line})`,
    hint: "mend it there",
  });
}

/** @throws Failure USAGE where something is to be replaced that is not there */
async function withoutPersons(
  { task, about }: IncidentTask,
  wanted: readonly Replacement[],
  { keep, placeholders }: Pick<GoldenAddInput, "keep" | "placeholders">,
): Promise<{
  readonly task: JsonObject;
  readonly about: string;
  readonly found: readonly Personal[];
  readonly replaced: readonly Replacement[];
}> {
  const whole = { task, about };
  const unused = wanted.find(({ from }) => !JSON.stringify(whole).includes(JSON.stringify(from).slice(1, -1)));
  if (unused !== undefined)
    throw new Failure("USAGE", {
      message: `the run says '${unused.from}' nowhere, so it cannot be replaced`,
      hint: "write it as it stands in the record, capitals too",
    });
  const replaced = replaceIn(whole, wanted) as typeof whole;
  const found = keep
    ? []
    : (await findPersonal(replaced))
        .filter(({ text }) => !wanted.some(({ to }) => to.includes(text)))
        .map((one) => ({ ...one, where: one.where.replace(/^task › /, "") }));
  if (!placeholders) return { ...replaced, found, replaced: wanted };
  const more = placeholdersFor(found);
  return { ...(replaceIn(replaced, more) as typeof whole), found: [], replaced: [...wanted, ...more] };
}

/** @throws Failure USAGE where the file cannot hold the task */
function writeTask({ contract: { name }, file, text }: IncidentPlace, task: JsonObject, about: string): string {
  const fault = unwritable(task);
  if (fault !== null)
    throw new Failure("USAGE", {
      message: `the run cannot be written as YAML: ${fault}`,
      hint: "replace it with --replace",
    });
  const header = `# ${editorHeader("golden")}\n# Each of these is an incident that must not come back.\ncontract: ${name}\ntasks:\n`;
  const written =
    text === null ? `${header}${itemLines("tasks", task, about, "  ")}` : appendItem(text, "tasks", task, about);
  if (written !== null) return written;
  throw new Failure("USAGE", { message: `${file} cannot take another task`, hint: "name another file with --out" });
}

/** What `check` will say of the file. */
async function findingsIn(project: Project, file: string, text: string, world: World): Promise<readonly Finding[]> {
  const { prefix, workingTree } = project;
  const path = inPrefix(prefix, file);
  const tree = overlayTree(workingTree, { [path]: text });
  const { remaining } = await lintTree(world, project, tree);
  return remaining.filter(({ place }) => place?.file === path);
}
