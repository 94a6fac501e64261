import type { Json, JsonObject } from "../../json.ts";
import type { Path } from "../../place.ts";

/** One thing that changed in a schema, by what people would call it. */
export type SchemaEdit = Located & { [Kind in keyof Kinds]: { readonly kind: Kind } & Kinds[Kind] }[keyof Kinds];

interface Kinds {
  readonly "field added": Field;
  readonly "field removed": Field;
  readonly "field renamed": Field & { readonly former: string };
  readonly "became required": Field;
  readonly "became optional": Field;
  readonly type: { readonly was: TypeWords; readonly is: TypeWords; readonly isReplaced: boolean };
  /** `null` is any value. */
  readonly values: { readonly was: readonly Json[] | null; readonly is: readonly Json[] | null };
  readonly limits: { readonly was: JsonObject; readonly is: JsonObject };
  readonly closed: unknown;
  readonly opened: unknown;
  readonly default: { readonly was: Json | undefined; readonly is: Json | undefined };
  readonly order: { readonly was: readonly string[]; readonly is: readonly string[] };
  /** All of it together: more than what each edit does by itself. */
  readonly whole: unknown;
}

/** By its new name, where it has two. */
interface Field {
  readonly name: string;
  readonly schema: Json;
  /** Where it is there: of two sides, on any. */
  readonly isRequired: boolean;
}

interface Located {
  /** Where in the value, in words: `address.zip`, `price of every item of basket`; empty is the whole. */
  readonly place: string;
  /** Where in the new schema somebody looks for it. */
  readonly path: Path;
  /** Where in the facts it shows: whatever lies below is told by it. */
  readonly facts: readonly Path[];
  /** It may refuse something that was taken, or take something that was refused. */
  readonly mayNarrow: boolean;
  readonly mayWiden: boolean;
  /** The same edit alone, as a change of the old document and, backwards, of the new one; `null` where it cannot be. */
  readonly patches: { readonly before: Patch; readonly after: Patch } | null;
}

/** What stands at a place instead. */
export interface Patch {
  readonly path: Path;
  readonly node: Json;
}

export interface TypeWords {
  /** JSON types; `null` is any. */
  readonly types: readonly string[] | null;
  readonly isNullable: boolean;
  /** A whole form, where alternatives changed. */
  readonly says: string;
}
