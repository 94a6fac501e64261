import { isJsonArray, isJsonObject, type Json, parseJson } from "../../json.ts";
import type { AgentAnswer } from "../../run/record.ts";
import { keyOf } from "./definition.ts";
import type { Attempted } from "./kept.ts";
import type { Standing } from "./standing.ts";

/** What went on in runs of one task, one for each trial. */
export interface Runs {
  /** `null` where there was no answer. */
  readonly answers: readonly (AgentAnswer | null)[];
  /** What a program wrote there. */
  readonly stderr: readonly (string | null)[];
}

/** The part of a line of results that reports do not hold in memory. */
export interface TaskRuns extends Runs {
  /** Which result it belongs to: `keyOf`. */
  readonly key: string;
  /** `null` where no base was run. */
  readonly base: Runs | null;
}

export function runsOf(attempted: readonly Attempted[]): Runs {
  return {
    answers: attempted.map(({ trial }) => (trial.kind === "judged" ? trial.answer : null)),
    stderr: attempted.map(({ stderr }) => stderr),
  };
}

/** @returns `null` where a line is of no task. Files of other machines are read too: what has no shape is left out. */
export function taskRunsIn(line: string): TaskRuns | null {
  const value = parseJson(line);
  if (!isJsonObject(value)) return null;
  const { contract, id, answers, stderr, base_answers, base_stderr, standing = null } = value;
  if (typeof contract !== "string" || typeof id !== "string" || !isJsonArray(answers)) return null;
  return {
    key: keyOf({ contract, id }, standing as Standing | null),
    ...runsIn(answers, stderr),
    base: base_answers === undefined ? null : runsIn(base_answers, base_stderr),
  };
}

function runsIn(answers: Json | undefined, stderr: Json | undefined): Runs {
  return {
    answers: isJsonArray(answers)
      ? answers.map((answer) => (isAnswer(answer) ? (answer as unknown as AgentAnswer) : null))
      : [],
    stderr: isJsonArray(stderr) ? stderr.map((text) => (typeof text === "string" ? text : null)) : [],
  };
}

function isAnswer(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { calls = null, transcript = null } = value;
  return isListOf(calls, isCall) && isListOf(transcript, isSaid);
}

function isListOf(value: Json, isOne: (item: Json) => boolean): boolean {
  return value === null || (isJsonArray(value) && value.every(isOne));
}

function isCall(value: Json): boolean {
  return isJsonObject(value) && typeof value["id"] === "string" && typeof value["name"] === "string";
}

function isSaid(value: Json): boolean {
  if (!isJsonObject(value)) return false;
  const { role, content, calls = null } = value;
  return typeof role === "string" && typeof content === "string" && isListOf(calls, isCall);
}
