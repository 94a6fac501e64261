import type { Message } from "../contract/contract.ts";
import type { JsonObject } from "../json.ts";
import type { Note } from "./notes.ts";

/** A file of another tool, or what a server answered. */
export interface Source {
  /** As a person named it. */
  readonly name: string;
  readonly text: string;
  /** Files that it names, by the name it gives them; `null` where one is not there. */
  readonly related: Readonly<Record<string, string | null>>;
}

/** What is known of the contract that the import is for. */
export interface Target {
  /** The variables that it declares; golden tasks may set these and no other. */
  readonly variables: readonly string[];
  /** It asks by itself: golden tasks need no input. */
  readonly oneShot: boolean;
}

/** A text of the prompt. A literal one is not a template of ours. */
export interface PromptText {
  readonly text: string;
  readonly literal: boolean;
}

/** What goes into a contract.yaml, but its name and its tools. */
export interface ContractParts {
  readonly description: string | null;
  /** `null` where the source does not say it. */
  readonly model: { readonly provider: string; readonly name: string } | null;
  /** `temperature` and the like, as contracts call them. */
  readonly settings: JsonObject;
  readonly variables: Readonly<Record<string, JsonObject>>;
  readonly system: readonly PromptText[];
  readonly messages: readonly Message[];
  /** The schema of the answer. */
  readonly output: JsonObject | null;
}

/** A tool as its file has it: `name` first. */
export interface ToolEntry extends JsonObject {
  readonly name: string;
}

/** A golden task as its file has it. */
export interface TaskEntry extends JsonObject {
  readonly id: string;
}

/** What a source says in our words, with everything that a person must know about the translation. */
export interface Translation {
  /** What the source calls itself. */
  readonly name: string | null;
  readonly contract: ContractParts | null;
  readonly tools: readonly ToolEntry[];
  readonly tasks: readonly TaskEntry[];
  readonly notes: readonly Note[];
}

/** How files of one other tool are read. */
export interface ImportFormat {
  readonly name: string;
  /** What is expected, for help and messages. */
  readonly reads: string;
  /** What comes out of it: a contract of its own, tools for one, or golden tasks of one. */
  readonly gives: "contract" | "tools" | "tasks";
  /** The files that a source names and that have to be there to read it, as it names them. */
  readonly names?: (source: Omit<Source, "related">) => readonly string[];
  /** Never throws: what cannot be read is noted as refused. */
  translate(source: Source, target: Target): Translation;
}
