import { type Element, element } from "./xml.ts";

/** Tests that belong together, and how they came out: the root adds them up. */
export interface Suite {
  readonly said: Element;
  readonly counts: Counts;
}

export interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

export type Property = readonly [name: string, value: string | null];

/** Those that hold `null` are left out. */
export function properties(all: readonly Property[]): Element {
  return element(
    "properties",
    {},
    all.flatMap(([name, value]) => (value === null ? [] : [element("property", { name, value })])),
  );
}
