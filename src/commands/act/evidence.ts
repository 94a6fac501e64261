import { type Evidence, encodeEvidence, evidencePath } from "../../core/label/evidence.ts";
import type { World } from "../../world/world.ts";
import { type Project, repositoryIn } from "../gather/project.ts";
import { readReleases, type Releases } from "../gather/releases.ts";
import { writeRelease } from "./release.ts";

/**
 * Stores results of checks on the release branch. Evidence is named by what it is about, so it is put on
 * top of whatever else happened there meanwhile.
 */
export async function saveEvidence(world: World, project: Project, evidence: readonly Evidence[]): Promise<void> {
  const files = new Map(
    evidence.map((one) => [evidencePath(one.bundle, one.kind, one.goldenSet), encodeEvidence(one)]),
  );
  const message = `evidence: ${[...new Set(evidence.map(({ contract }) => contract))].join(", ")}\n\n${evidence.map(sayEvidence).join("\n")}\n`;
  const releases = await readReleases(world, repositoryIn(project), project.config);
  if (await isStored(releases, files)) return;
  await writeRelease(world, project, releases, { files, message }, async () => ({ files, message }));
}

function sayEvidence({ contract, kind, bundle, passed, failed, runner }: Evidence): string {
  return `- ${kind} of ${contract} (${bundle}): ${passed.length} passed, ${failed.length} failed, by ${runner}`;
}

async function isStored(releases: Releases, files: ReadonlyMap<string, Uint8Array>): Promise<boolean> {
  const same = await Promise.all(
    [...files].map(
      async ([path, bytes]) =>
        JSON.stringify(await releases.json(path)) === JSON.stringify(JSON.parse(new TextDecoder().decode(bytes))),
    ),
  );
  return same.every(Boolean);
}
