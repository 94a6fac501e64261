import type { z } from "zod";
import type { Finding } from "../finding.ts";
import { gates } from "../gates.ts";
import { findingsOf } from "../issues.ts";
import { isJsonArray, isJsonObject } from "../json.ts";
import { prepareQueries } from "../json-path.ts";
import type { Path } from "../place.ts";
import type { Tree } from "../ports.ts";
import { findingOf, type Subject } from "../rule.ts";
import { readSource, type SourceFile, unreadable } from "../source.ts";
import { parseYaml, type YamlFile } from "../yaml/parse.ts";
import { subjectOf } from "../yaml/subject.ts";
import { foldersAbove } from "./folders-above.ts";
import { type GoldenFile, goldenSchema } from "./schema.ts";
import { goldenShape } from "./shape.ts";
import { normaliseTask, type Task } from "./task.ts";

/** A task that can be judged, and where its parts stand. */
export interface TaskDraft {
  readonly task: Task;
  readonly subject: Subject;
  /** Whether what stands at a path was taken over from the defaults of the file. */
  inherits(path: Path): boolean;
}

export interface ReadGoldens {
  readonly file: string;
  readonly contract: string | null;
  /** What can be run: nothing of a file with a fault. */
  readonly tasks: readonly Task[];
  /** What can be judged: also the tasks beside a broken one. */
  readonly drafts: readonly TaskDraft[];
  readonly source: SourceFile | null;
  /** There is no such file. */
  readonly missing: boolean;
  readonly findings: readonly Finding[];
}

/** Reads one file of golden tasks. Faults are values: all of them come back at once. */
export async function readGoldens(tree: Tree, path: string): Promise<ReadGoldens> {
  const read = await readSource(tree, path);
  const nothing = { file: path, contract: null, tasks: [], drafts: [], missing: read.text === null && read.missing };
  if (read.text === null) return { ...nothing, source: null, findings: [unreadable(path, read)] };
  const { text } = read;
  const file = parseYaml(path, text);
  const source = { file: path, text, yaml: file };
  if (file.faults.length > 0) return { ...nothing, source, findings: file.faults };
  if (mayHoldQuery(text)) await prepareQueries();
  const parsed = goldenSchema.safeParse(file.value);
  if (parsed.success) {
    const { contract } = parsed.data;
    const findings = wrongFolder(path, contract, file);
    const drafts = draftsOf(parsed.data, file, () => true);
    return {
      file: path,
      contract,
      tasks: findings.length > 0 ? [] : drafts.map(({ task }) => task),
      drafts,
      source,
      missing: false,
      findings,
    };
  }
  const findings = findingsOf(parsed.error, goldenShape, subjectOf(file, null));
  return { ...nothing, drafts: besideBroken(file, parsed.error), source, findings };
}

/** Most tasks look at the whole answer, or follow a plain path: the library for more is loaded for the others. */
function mayHoldQuery(text: string): boolean {
  return /path|\\[xuU]/.test(text);
}

/** The tasks that are sound, where nothing but tasks is broken. */
function besideBroken(file: YamlFile, error: z.ZodError): readonly TaskDraft[] {
  if (!isJsonObject(file.value) || !isJsonArray(file.value["tasks"])) return [];
  const broken = new Set(error.issues.map(({ path: [key, index] }) => (key === "tasks" ? index : undefined)));
  const tasks = file.value["tasks"];
  const whole = tasks.findIndex((_, index) => !broken.has(index));
  if (broken.has(undefined) || whole === -1) return [];
  // A broken task is replaced by a sound one, so that the others keep their positions.
  const parsed = goldenSchema.safeParse({
    ...file.value,
    tasks: tasks.map((task, index) => (broken.has(index) ? (tasks[whole] ?? null) : task)),
  });
  return parsed.success ? draftsOf(parsed.data, file, (index) => !broken.has(index)) : [];
}

function draftsOf(
  { contract, tasks, defaults }: GoldenFile,
  file: YamlFile,
  isSound: (index: number) => boolean,
): readonly TaskDraft[] {
  return tasks.flatMap((task, index) => {
    if (!isSound(index)) return [];
    const complete = normaliseTask({ ...defaults, ...task }, contract, file.locate(["tasks", index, "id"]));
    const inherits = ([field]: Path): boolean =>
      field !== undefined && !Object.hasOwn(task, field) && Object.hasOwn(complete.document, field);
    return [{ task: complete, subject: subjectOfTask(complete, file, index, inherits), inherits }];
  });
}

/** A field that the task does not say itself stands in the defaults. */
function subjectOfTask(task: Task, file: YamlFile, index: number, inherits: TaskDraft["inherits"]): Subject {
  const inFile = (path: Path): Path => (inherits(path) ? ["defaults", ...path] : ["tasks", index, ...path]);
  const subject = subjectOf(file, task.contract);
  return {
    ...subject,
    value: task.document,
    locate: (path) => subject.locate(inFile(path)),
    locateText: (path, offset) => subject.locateText(inFile(path), offset),
  };
}

/** `goldens/<contract>/…`: a file is found by the contract it is about. */
function wrongFolder(path: string, contract: string, file: YamlFile): readonly Finding[] {
  if (foldersAbove(path).includes(contract)) return [];
  const message = `golden tasks of ${contract} belong in a folder ${contract}/`;
  return [findingOf(gates.shape, { path: ["contract"], message }, subjectOf(file, contract))];
}
