import type { Json } from "../../json.ts";
import type { Decimal } from "../decimal.ts";

/**
 * A set of JSON values, as a formula. Every formula of one workshop is made once: the same `id` is the same set.
 * There is no "not": a formula is turned around where it is made (`formulas.not`).
 */
export type Formula = All | Any | Lazy | Fact;

export interface All {
  readonly kind: "all";
  readonly id: number;
  readonly parts: readonly Formula[];
}

export interface Any {
  readonly kind: "any";
  readonly id: number;
  readonly parts: readonly Formula[];
}

/** A schema that nobody has looked into yet: schemas may be in circles. */
export interface Lazy {
  readonly kind: "lazy";
  readonly id: number;
  unfold(): Formula;
}

export interface Fact {
  readonly kind: "fact";
  readonly id: number;
  readonly says: Statement;
}

export type Side = "least" | "most";
export type Measured = "string" | "array" | "object";
/** `every` also holds of nothing at all. */
export type How = "every" | "some";

/** Values by their text (`textOf`). */
export type Values = ReadonlyMap<string, Json>;

/**
 * One thing that is said about a value. Those that are about one type say nothing about values of another:
 * `bound` means "if it is a number, it is at least …", as in JSON Schema.
 */
export type Statement =
  | { readonly what: "types"; readonly types: number }
  | { readonly what: "values"; readonly among: Values; readonly not: boolean }
  /** Something that is not understood: one and the same unknown set wherever it has the same name. */
  | { readonly what: "opaque"; readonly name: string; readonly not: boolean }
  | { readonly what: "bound"; readonly side: Side; readonly value: Decimal; readonly open: boolean }
  | { readonly what: "multiple"; readonly of: Decimal; readonly not: boolean }
  | { readonly what: "size"; readonly of: Measured; readonly side: Side; readonly count: number }
  | { readonly what: "pattern"; readonly source: string; readonly not: boolean }
  | { readonly what: "format"; readonly name: string; readonly not: boolean }
  | ItemsStatement
  | { readonly what: "count"; readonly side: Side; readonly count: number; readonly value: Formula }
  | { readonly what: "unique"; readonly not: boolean }
  | EntriesStatement;

/** Of the items from one position up to, and without, another. */
export interface ItemsStatement {
  readonly what: "items";
  readonly how: How;
  readonly from: number;
  readonly to: number;
  readonly value: Formula;
}

/** Of the properties whose names are in a set of strings. */
export interface EntriesStatement {
  readonly what: "entries";
  readonly how: How;
  readonly keys: Formula;
  readonly value: Formula;
}
