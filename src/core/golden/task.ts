import type { Environment, Message } from "../contract/contract.ts";
import type { Finding } from "../finding.ts";
import { findingsOf } from "../issues.ts";
import type { JsonObject } from "../json.ts";
import { codeFrame, type Place } from "../place.ts";
import type { Tree } from "../ports.ts";
import { readSource } from "../source.ts";
import { parseYaml, type YamlFile } from "../yaml/parse.ts";
import { goldenSchema, type Simulated, type TaskFile } from "./schema.ts";

/** A golden task, complete: an input, simulated tools, and the invariants a run must keep. */
export interface Task {
  readonly id: string;
  readonly contract: string;
  readonly place: Place;
  /** What the user says, turn by turn. */
  readonly turns: readonly string[];
  /** History before the first turn. */
  readonly messages: readonly Message[];
  readonly variables: JsonObject;
  readonly environment: Environment;
  readonly tools: Readonly<Record<string, readonly Simulated[]>>;
  readonly on_confirm: "stop" | "approve" | "deny";
  readonly tags: readonly string[];
  readonly incident: string | null;
  readonly quarantine: string | null;
  readonly repeat: { readonly runs: number; readonly pass: number };
  readonly metadata: JsonObject;
  /** The invariants as written. */
  readonly invariants: Invariants;
  /** Everything above as data, as written and merged with `defaults`: what the golden-set digest covers. */
  readonly document: JsonObject;
}

export type Invariants = Omit<
  TaskFile,
  | "id"
  | "input"
  | "turns"
  | "messages"
  | "variables"
  | "environment"
  | "tools"
  | "on_confirm"
  | "tags"
  | "incident"
  | "quarantine"
  | "repeat"
  | "metadata"
>;

export interface ReadGoldens {
  readonly file: string;
  readonly contract: string | null;
  readonly tasks: readonly Task[];
  readonly findings: readonly Finding[];
}

export async function readGoldens(tree: Tree, path: string): Promise<ReadGoldens> {
  const { text, why } = await readSource(tree, path);
  if (text === null) {
    const place = { file: path, line: 1, column: 1 };
    return { file: path, contract: null, tasks: [], findings: [fault(path, `this is ${why}`, place, null)] };
  }
  const file = parseYaml(path, text);
  if (file.faults.length > 0) return { file: path, contract: null, tasks: [], findings: file.faults };
  const parsed = goldenSchema.safeParse(file.value);
  if (!parsed.success) {
    const where = { locate: file.locate, frame: (place: Place) => codeFrame(text, place) };
    return { file: path, contract: null, tasks: [], findings: findingsOf(parsed.error, where) };
  }
  const { contract, tasks, defaults } = parsed.data;
  const findings = wrongFolder(path, contract, file);
  const complete = tasks.map((task, index) =>
    normaliseTask({ ...defaults, ...task }, contract, file.locate(["tasks", index, "id"])),
  );
  return { file: path, contract, tasks: findings.length > 0 ? [] : complete, findings };
}

function normaliseTask(task: TaskFile, contract: string, place: Place): Task {
  const {
    id,
    input,
    turns,
    messages,
    variables,
    environment,
    tools,
    on_confirm,
    tags,
    incident,
    quarantine,
    repeat,
    metadata,
    ...invariants
  } = task;
  return {
    id,
    contract,
    place,
    turns: [...(input === undefined ? [] : [input]), ...(turns ?? [])],
    messages: messages ?? [],
    variables: variables ?? {},
    environment: (environment ?? { name: "test" }) as Environment,
    tools: tools ?? {},
    on_confirm: on_confirm ?? "stop",
    tags: tags ?? [],
    incident: incident ?? null,
    quarantine: quarantine ?? null,
    repeat: repeat ?? { runs: 1, pass: 1 },
    metadata: metadata ?? {},
    invariants,
    document: task as unknown as JsonObject,
  };
}

/** `goldens/<contract>/…`: a file is found by the contract it is about. */
function wrongFolder(path: string, contract: string, file: YamlFile): readonly Finding[] {
  const folders = path.split("/").slice(0, -1);
  if (folders.includes(contract)) return [];
  return [
    fault(path, `golden tasks of ${contract} belong in a folder ${contract}/`, file.locate(["contract"]), file.text),
  ];
}

function fault(file: string, message: string, place: Place, text: string | null): Finding {
  const frame = text === null ? null : codeFrame(text, place);
  return {
    rule: "GOLDEN",
    level: "error",
    message,
    hint: null,
    contract: null,
    path: [],
    place: { ...place, file },
    frame,
  };
}
