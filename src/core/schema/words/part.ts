import type { Json, JsonObject } from "../../json.ts";
import type { Clause } from "./phrase.ts";

/** Whom a schema speaks about. */
export interface About {
  /** The path of the value; `null` at the top, where a field is called by its name alone. */
  readonly subject: string | null;
  /** What the value itself is called. */
  readonly whole: string;
  /** `false` says the opposite. */
  readonly holds: boolean;
}

/** What some keywords of a schema say, and which they are. */
export interface Part {
  readonly clauses: readonly Clause[];
  readonly keywords: readonly string[];
}

export const nothing: Part = { clauses: [], keywords: [] };

/** Keywords that hold schemas inside: `say` turns those into clauses. */
export type Structure = (schema: JsonObject, about: About, say: (schema: Json, about: About) => Clause) => Part;

/** Stands behind a path: it speaks only of what is there. */
export const maybe = ", if given,";
