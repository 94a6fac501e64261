import type { Tool } from "../../core/contract/contract.ts";
import { answersTo } from "../../core/contract/contract.ts";
import { Failure } from "../../core/failure.ts";
import { isJsonObject, type Json, type JsonObject, sameJson } from "../../core/json.ts";

export const memoryFormat = "promptctl/memory/1";

/**
 * What a session knows of its earlier runs, as plain JSON: stored with the pin and given to `resume`, so that
 * another process goes on where this one stopped.
 */
export interface Memory {
  readonly format: typeof memoryFormat;
  /** How many runs there were. */
  readonly turn: number;
  /** Tools that were called with success: guardrails ask for them (`unless_called`). */
  readonly called: readonly string[];
  readonly approved: readonly Approval[];
}

/** A person said yes to this call, and to no other: they saw its arguments. */
export interface Approval {
  readonly tool: string;
  readonly arguments: JsonObject;
}

export const freshMemory: Memory = { format: memoryFormat, turn: 0, called: [], approved: [] };

/** @throws Failure BAD_MEMORY */
export function readMemory(value: unknown): Memory {
  if (value === undefined || value === null) return freshMemory;
  if (!isJsonObject(value)) throw new Failure("BAD_MEMORY", { why: "it is not an object" });
  if (value["format"] !== memoryFormat)
    throw new Failure("BAD_MEMORY", {
      why: `its format is ${JSON.stringify(value["format"] ?? null)}, not ${memoryFormat}`,
    });
  const { turn, called, approved } = value;
  const isWhole =
    Number.isInteger(turn) &&
    Number(turn) >= 0 &&
    isListOf(called, (name) => typeof name === "string") &&
    isListOf(approved, (one) => isJsonObject(one) && typeof one["tool"] === "string" && isJsonObject(one["arguments"]));
  if (!isWhole) throw new Failure("BAD_MEMORY", { why: "a field is missing" });
  return value as unknown as Memory;
}

/** Under any of the tool's names: a tool that was renamed meanwhile is the same tool. */
export function isApproved(approved: readonly Approval[], tool: Tool, args: JsonObject): boolean {
  return approved.some((one) => answersTo(tool, one.tool) && sameJson(one.arguments, args));
}

function isListOf(value: Json | undefined, holds: (item: Json) => boolean): boolean {
  return Array.isArray(value) && value.every(holds);
}
