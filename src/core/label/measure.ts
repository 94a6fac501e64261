import { Failure } from "../failure.ts";
import { issuePointer, type Pointers, type Stamp, type Transition } from "./issue.ts";

/**
 * Issues a pointer again with the next serial, to see when clients have it: what it serves, ramps, halts and revokes
 * stays as it is.
 *
 * @throws Failure NOT_ON_LABEL
 */
export function measure(label: string, pointers: Pointers, stamp: Stamp): Transition {
  const { contract } = stamp;
  const before = pointers.get(label);
  if (before === undefined) throw new Failure("NOT_ON_LABEL", { label, contracts: [contract] });
  const write = issuePointer(label, pointers, { ...stamp, poll: null }, { source: before.source });
  return { contract, writes: [write], notes: [] };
}
