import { isJsonArray, isJsonObject, type Json, parseJson } from "../../json.ts";
import type { AgentAnswer } from "../../run/record.ts";

/** What went on in the runs of one task: the part of a line of results that reports do not hold in memory. */
export interface TaskRuns {
  readonly contract: string;
  readonly id: string;
  /** One for each trial; `null` where there was no answer. */
  readonly answers: readonly (AgentAnswer | null)[];
  readonly stderr: readonly (string | null)[];
}

/** @returns `null` where a line is of no task. Files of other machines are read too: what has no shape is left out. */
export function taskRunsIn(line: string): TaskRuns | null {
  const value = parseJson(line);
  if (!isJsonObject(value)) return null;
  const { contract, id, answers, stderr } = value;
  if (typeof contract !== "string" || typeof id !== "string" || !isJsonArray(answers)) return null;
  return {
    contract,
    id,
    answers: answers.map((answer) => (isAnswer(answer) ? (answer as unknown as AgentAnswer) : null)),
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
