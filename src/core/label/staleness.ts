import { type Digest, hexOf } from "../bundle/digest.ts";
import { sayList, someOf } from "../text.ts";
import type { Statement } from "./statement.ts";

/**
 * What changed since golden tasks were run: told by the results that were stored for other golden sets, of which the
 * nearest counts.
 *
 * @param tasks of today: what each means, by its name
 * @returns `kind changed`, `refund_large is new`; `null` where this bundle has no such result
 */
export function staleness(
  stored: readonly Statement[],
  { bundle, tasks }: { readonly bundle: Digest; readonly tasks: ReadonlyMap<string, Digest> },
): string | null {
  const differences = stored
    .filter(({ subjects }) => subjects.includes(hexOf(bundle)))
    .map((statement) => differenceOf(statement, tasks));
  const [nearest] = differences.toSorted((left, right) => left.size - right.size);
  return nearest?.says ?? null;
}

interface Difference {
  readonly size: number;
  readonly says: string;
}

function differenceOf(
  { passed, failed, quarantined, tasks: then }: Statement,
  now: ReadonlyMap<string, Digest>,
): Difference {
  const before = new Set(then === null ? [...passed, ...failed, ...quarantined] : then.keys());
  const added = [...now.keys()].filter((name) => !before.has(name));
  const gone = [...before].filter((name) => !now.has(name));
  const changed =
    then === null ? [] : [...now].filter(([name, means]) => before.has(name) && then.get(name) !== means).map(nameIn);
  const parts = [
    ...(added.length === 0 ? [] : [`${someOf(added)} ${added.length === 1 ? "is" : "are"} new`]),
    ...(changed.length === 0 ? [] : [`${someOf(changed)} changed`]),
    ...(gone.length === 0 ? [] : [`${someOf(gone)} ${gone.length === 1 ? "is" : "are"} gone`]),
  ];
  const size = added.length + changed.length + gone.length;
  return { size, says: parts.length === 0 ? "golden tasks changed" : sayList(parts) };
}

function nameIn([name]: readonly [string, Digest]): string {
  return name;
}
