import type { Digest } from "../../core/bundle/digest.ts";
import { Failure } from "../../core/failure.ts";
import { highestSerials, lastMoved, servedBefore } from "../../core/label/history.ts";
import type { Transition } from "../../core/label/issue.ts";
import { sayInstant } from "../../core/instant.ts";
import { rollback } from "../../core/label/rollback.ts";
import { identityOf } from "../../world/git/repository.ts";
import type { World } from "../../world/world.ts";
import type { Project } from "./project.ts";
import { logOf, pointersOf, type Releases, requireLabel } from "./releases.ts";
import { namedBundles } from "./bundles.ts";

export interface ReversalRequest {
  readonly label: string;
  /** Empty means what the newest move of the label moved. */
  readonly contracts: readonly string[];
  readonly to: Digest | null;
  readonly reason: string | null;
}

/**
 * What taking a label back would write. A contract that was released for the first time has nothing to go
 * back to: it stays, and says so, and keeps nobody else from going back.
 *
 * @throws Failure UNKNOWN_LABEL, NOT_ON_LABEL, and NOTHING_OLDER where no contract can go back
 */
export async function planReversal(
  world: World,
  project: Project,
  releases: Releases,
  request: ReversalRequest,
): Promise<readonly Transition[]> {
  const { label, to, reason } = request;
  requireLabel(releases, project.config, label);
  const contracts = await contractsOf(releases, request);
  const log = await logOf(releases, contracts);
  const canaryOf = project.config.labels.find((policy) => policy.label === label)?.ramp?.of ?? null;
  const actor = await identityOf(releases.repository, world.env["USER"] ?? "promptctl");
  const at = sayInstant(world.clock.now());
  const stamp = { at, actor, reason, commit: null, salt: "", poll: null };
  const refused: Failure[] = [];
  const transitions = contracts.map((contract): Transition => {
    const pointers = pointersOf(releases, contract);
    const older = servedBefore(log, contract, label);
    try {
      const highest = highestSerials(log, contract);
      return rollback({ contract, label, canaryOf, pointers, older, to }, { ...stamp, contract, highest });
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== "NOTHING_OLDER") throw error;
      refused.push(error);
      return { contract, writes: [], notes: [error.message] };
    }
  });
  const [first] = refused;
  if (first !== undefined && refused.length === contracts.length) throw first;
  return transitions;
}

/** @throws Failure NOT_A_BUNDLE */
export async function digestNamed(world: World, project: Project, name: string): Promise<Digest> {
  const [found, ...others] = (await namedBundles(world, project, name)) ?? [];
  if (found === undefined || others.length > 0) throw new Failure("NOT_A_BUNDLE", { name });
  return found.bundle.digest;
}

/** Every label serves what this reversal was to make it serve. */
export function isDone(planned: readonly Transition[], { pointers }: Releases): boolean {
  return planned
    .flatMap(({ writes }) => writes)
    .every(({ contract, label, current, ramp, serial }) => {
      const now = pointers.get(contract)?.get(label);
      return now !== undefined && now.serial >= serial && now.current === current && now.ramp?.bundle === ramp?.bundle;
    });
}

async function contractsOf(releases: Releases, request: ReversalRequest): Promise<readonly string[]> {
  const { label, contracts, to } = request;
  if (to !== null) return [(await releases.bundle(to)).contract.name];
  const named = contracts.length > 0 ? contracts : await newestOn(releases, label);
  if (named.length === 0) throw new Failure("NOT_ON_LABEL", { label, contracts: [] });
  return named;
}

/** The newest move is mostly one of the last. */
async function newestOn(releases: Releases, label: string): Promise<readonly string[]> {
  const named = lastMoved(await releases.log({ glance: true }), label);
  return named.length > 0 ? named : lastMoved(await releases.log(), label);
}
