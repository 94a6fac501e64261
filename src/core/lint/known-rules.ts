import { type CatalogueEntry, catalogue } from "./catalogue.ts";
import type { Weighable } from "./severity-unknown.ts";

export function idOf(entry: CatalogueEntry): string {
  return entry.about === "a change" ? entry.id : entry.card.id;
}

/** What a team can do with each rule in promptctl.yaml. */
export const weighable: ReadonlyMap<string, Weighable> = new Map(
  catalogue.map((entry) => [
    idOf(entry),
    entry.about === "a change" ? "change" : entry.card.level === "law" ? "law" : "advice",
  ]),
);

/** The rules of `check` that can be waived. */
export const lintAdviceIds: ReadonlySet<string> = new Set(
  [...weighable].flatMap(([id, kind]) => (kind === "advice" ? [id] : [])),
);

/** What a waiver of a change can name. */
export const changeRuleIds: ReadonlySet<string> = new Set(
  [...weighable].flatMap(([id, kind]) => (kind === "change" ? [id] : [])),
);
