import { parseDuration } from "../../../core/duration.ts";
import { Failure } from "../../../core/failure.ts";
import type { Pointer } from "../../../core/label/pointer.ts";
import { sayList } from "../../../core/text.ts";
import { pointersOf, type Releases, requireContracts } from "../releases.ts";

export interface PropagationFlags {
  readonly clients: string | null;
  readonly contract: string | null;
  readonly label: string | null;
  readonly timeout: string | null;
}

/** @throws Failure USAGE */
export function clientsOf({ clients }: PropagationFlags): number {
  const number = clients === null ? 20 : Number(clients);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  const message = `--clients takes a whole number from 1 to ${most}, not '${clients ?? ""}'`;
  throw new Failure("USAGE", { message });
}

/** They are all in this process: more would measure this machine. */
const most = 1_000;

/**
 * Seconds after the pointer was published; `null` where nothing was said.
 *
 * @throws Failure USAGE
 */
export function timeoutOf({ timeout }: PropagationFlags): number | null {
  if (timeout === null) return null;
  const seconds = parseDuration(timeout);
  if (seconds !== null && seconds > 0) return seconds;
  throw new Failure("USAGE", { message: `--timeout ${timeout}: a duration is a number and s, m, h or d: 90s` });
}

/**
 * The pointer that is measured: where one contract is released it need not be named, nor its label where that is prod.
 *
 * @throws Failure USAGE, UNKNOWN_CONTRACT, NOT_ON_LABEL, BAD_POINTER
 */
export function pointerToMeasure(releases: Releases, { contract, label }: PropagationFlags): Pointer {
  const contracts = [...releases.pointers.keys()].toSorted();
  const [only] = contracts;
  if (only === undefined) throw new Failure("NOT_ON_LABEL", { label: label ?? "prod", contracts: [] });
  if (contract === null && contracts.length > 1) throw ambiguous("--contract", contracts);
  requireContracts(releases, contract === null ? [] : [contract]);

  const pointers = pointersOf(releases, contract ?? only);
  const [first, second] = pointers.values();
  const chosen =
    label === null ? (pointers.get("prod") ?? (second === undefined ? first : undefined)) : pointers.get(label);
  if (chosen !== undefined) return chosen;
  if (label === null) throw ambiguous("--label", [...pointers.keys()].toSorted());
  throw new Failure("NOT_ON_LABEL", { label, contracts: [contract ?? only] });
}

function ambiguous(option: string, known: readonly string[]): Failure {
  const message = `one pointer is measured, and which one is not said: ${option} ${sayList(known)}`;
  return new Failure("USAGE", { message, hint: `say it, such as ${option} ${known[0] ?? ""}` });
}
