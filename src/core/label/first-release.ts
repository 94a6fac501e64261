import type { Digest } from "../bundle/digest.ts";
import type { PartChange } from "../contract/authorship.ts";
import type { LogEntry } from "./history.ts";

/** When a change first went out on a label. */
export interface FirstRelease {
  readonly label: string;
  readonly at: string;
  readonly serial: number;
  readonly bundle: Digest;
  /** The label serves something without it now. */
  readonly takenBack: boolean;
  /** The change was no change to the agent: the label served this very bundle before it, and does now. */
  readonly asBefore: boolean;
}

/** Who changed a part last, and when that first went out; `null` where a part goes out with no release. */
export interface BlamedPart extends PartChange {
  readonly releases: readonly FirstRelease[] | null;
}

/**
 * The earliest move of each label that put out a bundle with a change in it, in the order in which they had it.
 *
 * @param entries newest first
 * @param shown the bundle that the change is looked at in
 * @param holds whether a commit that a bundle was built from has the change in its history
 */
export function firstReleases(
  entries: readonly LogEntry[],
  contract: string,
  shown: Digest,
  holds: (source: string) => boolean,
): readonly FirstRelease[] {
  const moves = entries
    .filter(({ before, after }) => after.contract === contract && after.current !== before?.current)
    .map(({ after }) => after);
  const labels = [...new Set(moves.toReversed().map(({ label }) => label))];
  return labels.flatMap((label) => {
    const served = moves.filter((pointer) => pointer.label === label);
    const having = served.filter(({ source }) => source.commit !== null && holds(source.commit));
    const first = having.at(-1) ?? served.find(({ current }) => current === shown && served[0]?.current === shown);
    if (first === undefined) return [];
    const { issuedAt, serial, current } = first;
    const [asBefore, takenBack] = [having.length === 0, having.length > 0 && having[0] !== served[0]];
    return [{ label, at: issuedAt, serial, bundle: current, takenBack, asBefore }];
  });
}
