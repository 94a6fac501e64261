import { digestOf, hexOf } from "../bundle/digest.ts";
import type { Contract } from "../contract/contract.ts";
import { searchCredentials } from "../credentials.ts";
import type { Path } from "../place.ts";
import { stringsOf } from "./text/strings.ts";

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

/** Searched for only in texts that changed; the search is loaded only where one of them could hold a credential. */
export async function newCredentials(before: Contract, after: Contract): Promise<readonly NewCredential[]> {
  const known = new Set(stringsOf(before).map(({ text }) => text));
  const changed = stringsOf(after).filter(({ text }) => !known.has(text));
  const found = await searchCredentials(changed.map(({ text }) => text));
  if (found.every((list) => list.length === 0)) return [];
  const former = [...known].join("\n");
  const seen = new Set<string>();
  return found.flatMap((list, index) =>
    list.flatMap(({ name, secret }) => {
      const print = hexOf(digestOf(new TextEncoder().encode(secret))).slice(0, 16);
      if (former.includes(secret) || seen.has(print)) return [];
      seen.add(print);
      return [{ path: changed[index]?.path ?? [], name, print, secret }];
    }),
  );
}
