import { isJsonArray, isJsonObject, type Json, sameJson } from "../../json.ts";
import type { Path } from "../../place.ts";
import type { Contract } from "../../contract/contract.ts";
import { bundleDocument } from "../../bundle/seal.ts";

/** Every string of a contract, names too, and where it stands. */
export interface ContractString {
  readonly path: Path;
  readonly text: string;
}

/** @param contract as it is released: what is left out of a bundle says nothing */
export function stringsOf(contract: Contract): readonly ContractString[] {
  const known = strings.get(contract) ?? stringsIn(bundleDocument(contract), []);
  strings.set(contract, known);
  return known;
}

/**
 * The strings of what is not as it was: whatever came into a contract is in one of them. Some of them may have been
 * there before.
 */
export function touchedStrings(before: Contract, after: Contract): readonly ContractString[] {
  const known = touched.get(after);
  if (known?.before === before) return known.strings;
  const was = bundleDocument(before);
  const found = Object.entries(bundleDocument(after)).flatMap(([key, value]) => touchedIn(was[key], value, [key]));
  touched.set(after, { before, strings: found });
  return found;
}

/** Of a list whose items are where they were, the others. */
function touchedIn(before: Json | undefined, after: Json, path: Path): readonly ContractString[] {
  if (sameJson(before, after)) return [];
  if (!isJsonArray(before) || !isJsonArray(after)) return stringsIn(after, path);
  return after.flatMap((item, index) =>
    sameJson(before[index], item) ? [] : stringsIn(item, [...path, stepOf(path, item, index)]),
  );
}

const touched = new WeakMap<Contract, { readonly before: Contract; readonly strings: readonly ContractString[] }>();

/** Several rules ask for them. */
const strings = new WeakMap<Contract, readonly ContractString[]>();

/** Items with names by their names, so that paths are those of changes. */
function stringsIn(value: Json, path: Path): readonly ContractString[] {
  if (typeof value === "string") return [{ path, text: value }];
  if (isJsonArray(value)) return value.flatMap((item, index) => stringsIn(item, [...path, stepOf(path, item, index)]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    { path: [...path, key], text: key },
    ...stringsIn(item, [...path, key]),
  ]);
}

function stepOf(path: Path, item: Json, index: number): string | number {
  const key = path.length === 1 ? named.get(String(path[0])) : undefined;
  const name = key !== undefined && isJsonObject(item) ? item[key] : undefined;
  return typeof name === "string" ? name : index;
}

const named: ReadonlyMap<string, string> = new Map([
  ["tools", "name"],
  ["guardrails", "id"],
  ["knowledge", "index"],
]);
