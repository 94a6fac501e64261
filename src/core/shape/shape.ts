import type { z } from "zod";

/** What a file, or an answer, must look like, and what it is called. */
export interface Shape<Value = unknown> {
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly schema: z.ZodType<Value>;
  /** Where `{ file: ./x }` may stand for a part; steps are keys, `*` is any item. */
  readonly fragments: readonly FragmentPlace[];
}

export interface FragmentPlace {
  readonly path: readonly string[];
  readonly holds: "text" | "data";
}
