import type { Json } from "../../json.ts";
import type { Checks } from "./checks.ts";

/** What an assertion says. */
export interface Asserted {
  readonly value: Json;
  readonly threshold: number | null;
  readonly inverse: boolean;
}

/** Checks, or why there are none. */
export type Translate = (asserted: Asserted) => Partial<Checks> | string;

export function isScalar(value: Json): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

export function scalar(value: Json, use: (text: string) => Partial<Checks> | string): Partial<Checks> | string {
  return isScalar(value) && value !== "" ? use(String(value)) : "it says no text";
}
