import { digestOf, hexOf } from "../bundle/digest.ts";
import type { Contract } from "../contract/contract.ts";
import { searchCredentials } from "../credentials.ts";
import type { Path } from "../place.ts";
import type { Change } from "./change.ts";
import { stringsOf, touchedStrings } from "./text/strings.ts";

/** What looks like a credential and was not in the contract before. */
export interface NewCredential {
  readonly path: Path;
  /** What it is, as `GitHub Token`; never the secret itself. */
  readonly name: string;
  /** Tells it from another one, and does not give it away. */
  readonly print: string;
  /** To be left out wherever it would be shown. */
  readonly secret: string;
}

/** The text without the credentials that it holds. */
export function hideCredentials(text: string, credentials: readonly NewCredential[]): string {
  return credentials.reduce((left, { secret }) => left.replaceAll(secret, () => "•••"), text);
}

/** The facts without the credentials that they hold: they are printed too. */
export function hideInChanges(changes: readonly Change[], credentials: readonly NewCredential[]): readonly Change[] {
  if (credentials.length === 0) return changes;
  const hide = (value: unknown): unknown => {
    if (typeof value === "string") return hideCredentials(value, credentials);
    if (Array.isArray(value)) return value.map(hide);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [hideCredentials(key, credentials), hide(item)]),
    );
  };
  return changes.map((change) => hide(change) as Change);
}

/** Searched for only in texts that changed; the search is loaded only where one of them could hold a credential. */
export async function newCredentials(before: Contract, after: Contract): Promise<readonly NewCredential[]> {
  const touched = touchedStrings(before, after);
  const found = await searchCredentials(touched.map(({ text }) => text));
  if (found.every((list) => list.length === 0)) return [];
  const known = new Set(stringsOf(before).map(({ text }) => text));
  const former = [...known].join("\n");
  const seen = new Set<string>();
  return found.flatMap((list, index) =>
    list.flatMap(({ name, secret }) => {
      if (known.has(touched[index]?.text ?? "")) return [];
      const print = hexOf(digestOf(secret)).slice(0, 16);
      if (former.includes(secret) || seen.has(print)) return [];
      seen.add(print);
      return [{ path: touched[index]?.path ?? [], name, print, secret }];
    }),
  );
}
