import { type Evidence, evidencePath } from "../../core/label/evidence.ts";
import { outranks } from "../../core/label/evidence-rank.ts";
import { encodeEvidence } from "../../core/label/statement.ts";
import type { World } from "../../world/world.ts";
import { type Project, repositoryIn } from "../gather/project.ts";
import { readReleases, type Releases } from "../gather/releases.ts";
import { type Write, writeRelease } from "./release.ts";

export interface Saved {
  /** What is stored now, whoever stored it. */
  readonly saved: readonly Evidence[];
  /** What is not, because what was stored before says more. */
  readonly outranked: readonly Evidence[];
}

/**
 * Stores results of checks on the release branch. Evidence is named by what it is about, so it is put on
 * top of whatever else happened there meanwhile.
 */
export async function saveEvidence(world: World, project: Project, evidence: readonly Evidence[]): Promise<Saved> {
  let outranked: readonly Evidence[] = [];
  const replan = async (releases: Releases): Promise<Write | null> => {
    const stored = await Promise.all(evidence.map(async (one) => [one, await releases.json(pathOf(one))] as const));
    outranked = stored.flatMap(([one, before]) => (outranks(before, one) ? [one] : []));
    const changed = stored.flatMap(([one, before]) =>
      outranked.includes(one) || JSON.stringify(before) === JSON.stringify(documentOf(one)) ? [] : [one],
    );
    return changed.length === 0 ? null : writeOf(changed);
  };
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const write = await replan(releases);
  if (write !== null) await writeRelease(world, project, releases, write, replan);
  return { saved: evidence.filter((one) => !outranked.includes(one)), outranked };
}

function writeOf(evidence: readonly Evidence[]): Write {
  const files = new Map(evidence.map((one) => [pathOf(one), encodeEvidence(one)]));
  const contracts = [...new Set(evidence.map(({ contract }) => contract))].join(", ");
  return { files, message: `evidence: ${contracts}\n\n${evidence.map(sayEvidence).join("\n")}\n` };
}

function sayEvidence({ contract, kind, bundle, passed, failed, runner }: Evidence): string {
  return `- ${kind} of ${contract} (${bundle}): ${passed.length} passed, ${failed.length} failed, by ${runner}`;
}

function pathOf({ bundle, kind, goldenSet }: Evidence): string {
  return evidencePath(bundle, kind, goldenSet);
}

function documentOf(evidence: Evidence): unknown {
  return JSON.parse(new TextDecoder().decode(encodeEvidence(evidence)));
}
