import { Failure } from "../../core/failure.ts";
import { sayInstant } from "../../core/instant.ts";
import type { ReasonedStamp } from "../../core/label/halt.ts";
import { highestSerials } from "../../core/label/history.ts";
import type { Pointers } from "../../core/label/issue.ts";
import { contractAt, type Pointer } from "../../core/label/pointer.ts";
import { identityOf } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import { logOf, type Releases } from "./releases.ts";

/** A reason is part of every pointer, and a pointer that is too long is refused by clients. */
const reasonLength = 1_000;

/** @throws Failure USAGE where there is no reason, or a whole report */
export function requireReason(reason: string | null): string {
  const said = reason?.trim() ?? "";
  if (said === "") {
    const message = "say why: --reason TEXT";
    throw new Failure("USAGE", { message, hint: "it is what runtimes tell, and what `status` and `log` show" });
  }
  if (said.length <= reasonLength) return said;
  const message = `the reason has ${said.length} characters; runtimes read it at every poll, so ${reasonLength} are the most`;
  throw new Failure("USAGE", { message, hint: "say it in a sentence, and where the rest is written" });
}

/** Everything that was ever released, pointers that cannot be read included. */
export function releasedContracts({ pointers, broken }: Releases): readonly string[] {
  const unread = broken.map(({ path }) => contractAt(path));
  return [...new Set([...pointers.keys(), ...unread])].toSorted();
}

/** The pointers of a contract that can be trusted: one that cannot keeps nobody from stopping the others. */
export function readableOf({ pointers }: Releases, contract: string): Pointers {
  return pointers.get(contract) ?? new Map<string, Pointer>();
}

/** What somebody brings along who stops something, contract by contract. */
export async function stampsFor(
  world: World,
  releases: Releases,
  contracts: readonly string[],
  reason: string,
): Promise<readonly ReasonedStamp[]> {
  const at = sayInstant(world.clock.now());
  const actor = await identityOf(releases.repository, world.env["USER"] ?? "promptctl");
  const log = await logOf(releases, contracts);
  return contracts.map((contract) => {
    const highest = highestSerials(log, contract);
    return { contract, at, actor, reason, commit: null, salt: "", poll: null, highest };
  });
}

/** Pointers that could not be read, so that nothing was written over them: a line for each. */
export function unreadable({ broken }: Releases, contracts: readonly string[]): readonly string[] {
  return broken
    .filter(({ path }) => contracts.some((contract) => path.startsWith(`labels/${contract}/`)))
    .map(({ path, why }) => `${path} cannot be trusted: ${why}`);
}
