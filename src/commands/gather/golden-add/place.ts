import { relative, resolve, sep } from "node:path";
import type { Contract } from "../../../core/contract/contract.ts";
import { Failure } from "../../../core/failure.ts";
import { glob } from "../../../core/glob.ts";
import { foldersAbove } from "../../../core/golden/folders-above.ts";
import type { Task } from "../../../core/golden/task.ts";
import { taskId } from "../../../core/import/names.ts";
import { isJsonObject, type JsonObject } from "../../../core/json.ts";
import { isName, sayNameRule } from "../../../core/name.ts";
import type { RunRecord } from "../../../core/run/records/schema.ts";
import { decodeText } from "../../../core/text.ts";
import { parseYaml } from "../../../core/yaml/parse.ts";
import type { World } from "../../../world/world.ts";
import { contractsAt } from "../sealed.ts";
import { type Goldens, readAllGoldens } from "../goldens.ts";
import { inPrefix, matcherIn, type Project } from "../project.ts";
import type { IncidentWish } from "./run.ts";

/** Where a task goes, and what stands there. Paths are relative to the project. */
export interface IncidentPlace {
  readonly contract: Contract;
  readonly id: string;
  readonly file: string;
  /** `null` where there is no such file yet. */
  readonly text: string | null;
  readonly defaults: JsonObject;
  /** The tasks that the contract has. */
  readonly tasks: readonly Task[];
  /** Values of variables, as the other tasks of the contract have them. */
  readonly variables: JsonObject;
}

/** @throws Failure USAGE, UNKNOWN_CONTRACT, INVALID_FILES */
export async function placeIncident(
  project: Project,
  run: RunRecord,
  wish: IncidentWish,
  world: World,
): Promise<IncidentPlace> {
  const { workingTree, prefix, config, root } = project;
  const [built] = await contractsAt(workingTree, prefix, config, [run.contract]);
  if (built === undefined)
    throw new Failure("UNKNOWN_CONTRACT", { name: run.contract, known: [], where: workingTree.name });
  const goldens = await readAllGoldens(workingTree, prefix, config);
  const mine = goldens.drafts.filter(({ task }) => task.contract === run.contract);
  const { folder } = glob(config.goldens);
  const usual = `${folder === "" ? "" : `${folder}/`}${run.contract}/incidents.yaml`;
  const file = wish.out === null ? usual : relative(root, resolve(world.cwd, wish.out)).split(sep).join("/");
  if (file.startsWith("../") || !foldersAbove(file).includes(run.contract)) {
    const message = `${file} is no place for golden tasks of ${run.contract}`;
    throw new Failure("USAGE", { message, hint: `they stand in a folder ${run.contract}/, for example ${usual}` });
  }
  if (!matcherIn(prefix, config.goldens)(inPrefix(prefix, file))) {
    const message = `promptctl would not look for golden tasks in ${file} (goldens: ${config.goldens})`;
    throw new Failure("USAGE", { message, hint: `choose another file, for example ${usual}` });
  }
  const text = await textAt(project, file, run.contract, goldens);
  return {
    contract: built.bundle.contract,
    id: idFor(
      run,
      wish,
      mine.map(({ task }) => task),
    ),
    file,
    text,
    defaults: defaultsIn(text),
    tasks: mine.map(({ task }) => task),
    variables: Object.assign({}, ...mine.map(({ task }) => task.variables)) as JsonObject,
  };
}

/** @throws Failure USAGE, INVALID_FILES */
async function textAt(
  { workingTree, prefix }: Project,
  file: string,
  contract: string,
  goldens: Goldens,
): Promise<string | null> {
  const path = inPrefix(prefix, file);
  const there = await workingTree.read(path);
  if (there.kind === "absent") return null;
  const text = there.kind === "file" ? decodeText(there.bytes) : null;
  const read = goldens.read.find((one) => one.file === path);
  if (text === null || (read?.findings.length ?? 0) > 0)
    throw new Failure(
      "INVALID_FILES",
      { findings: read?.findings.length ?? 1, where: file },
      { findings: read?.findings ?? [] },
    );
  const { value } = parseYaml(path, text);
  if (isJsonObject(value) && value["contract"] === contract) return text;
  throw new Failure("USAGE", {
    message: `${file} holds no golden tasks of ${contract}`,
    hint: "name another file with --out",
  });
}

function defaultsIn(text: string | null): JsonObject {
  const value = text === null ? null : parseYaml("", text).value;
  const defaults = isJsonObject(value) ? (value["defaults"] ?? null) : null;
  const variables = isJsonObject(defaults) ? (defaults["variables"] ?? null) : null;
  return isJsonObject(variables) ? variables : {};
}

function idFor(
  run: RunRecord,
  { id, incident }: IncidentWish,
  tasks: readonly { readonly id: string; readonly place: { readonly file: string; readonly line: number } }[],
): string {
  if (id === null)
    return taskId(incident ?? `run_${run.run_id}`, tasks.length + 1, new Set(tasks.map((task) => task.id)));
  if (!isName("task", id))
    throw new Failure("USAGE", { message: `'${id}' is no task id`, hint: `an id is ${sayNameRule("task")}` });
  const taken = tasks.find((task) => task.id === id);
  if (taken === undefined) return id;
  const { file, line } = taken.place;
  throw new Failure("USAGE", {
    message: `there is a task ${id} already (${file}:${line})`,
    hint: "no task is ever overwritten: give it another --id",
  });
}
