import type { Environment, Message } from "../contract/contract.ts";
import type { JsonObject } from "../json.ts";
import type { Place } from "../place.ts";
import type { Simulated, TaskFile } from "./schema.ts";

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

/** A task of a file, its defaults merged. */
export function normaliseTask(task: TaskFile, contract: string, place: Place): Task {
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
    turns: input === undefined ? (turns ?? none) : [input, ...(turns ?? none)],
    messages: messages ?? none,
    variables: variables ?? nothing,
    environment: (environment ?? inTest) as Environment,
    tools: tools ?? nothing,
    on_confirm: on_confirm ?? "stop",
    tags: tags ?? none,
    incident: incident ?? null,
    quarantine: quarantine ?? null,
    repeat: repeat ?? once,
    metadata: metadata ?? nothing,
    invariants,
    document: task as unknown as JsonObject,
  };
}

// Thousands of tasks say nothing here, and what is the same is in memory once.
const none: readonly never[] = [];
const nothing: Readonly<Record<string, never>> = {};
const inTest: Environment = { name: "test" };
const once: Task["repeat"] = { runs: 1, pass: 1 };

/** What a task is called in a list of tasks of several contracts. */
export function nameOf({ contract, id }: Pick<Task, "contract" | "id">): string {
  return `${contract}/${id}`;
}
