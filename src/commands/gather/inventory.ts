import { analysisPathParts, decodeAnalysis } from "../../core/analysis/statement.ts";
import { bundlePath, type Digest } from "../../core/bundle/digest.ts";
import { type Inventory, type LostMoves, type SeenPlace, type StoredBundle } from "../../core/audit/inventory.ts";
import { Failure } from "../../core/failure.ts";
import { evidencePathParts } from "../../core/label/evidence.ts";
import { pointerPath, type ReadPointer } from "../../core/label/pointer.ts";
import { decodeEvidence } from "../../core/label/statement.ts";
import { openPlaces } from "../../places/index.ts";
import type { Place } from "../../places/place.ts";
import { isAncestor, isShallow } from "../../world/git/repository.ts";
import type { Project } from "./project.ts";
import { recoverBundles } from "./recover.ts";
import { pointersIn, type Releases } from "./releases.ts";

/** Reads everything that was ever released, byte for byte, and what runtimes see of it. */
export async function takeInventory({ config, root }: Project, releases: Releases): Promise<Inventory> {
  const { repository } = releases;
  const pointers = pointersByPath(releases);
  const evidence = releases.list("evidence").filter((path) => evidencePathParts(path) !== null);
  const analyses = releases.list("evidence").filter((path) => analysisPathParts(path) !== null);
  const named = new Set([...releases.digests().map(bundlePath), ...pointers.keys(), ...evidence, ...analyses]);
  const files = ["bundles", "labels", "evidence"].flatMap((folder) => releases.list(folder));
  const statements = evidence.map(async (path) => [path, decodeEvidence(await releases.json(path))] as const);
  const compared = analyses.map(async (path) => [path, decodeAnalysis(await releases.json(path))] as const);
  const places = await openPlaces(config.release.publish, root);
  const known = {
    bundles: new Map(await Promise.all(releases.digests().map((digest) => bundleIn(releases, digest)))),
    pointers,
    log: await releases.log(),
    places: await Promise.all(places.map(lookAt)),
  };
  return {
    ...known,
    recoverable: await recoverBundles(releases, known, places),
    evidence: new Map(await Promise.all(statements)),
    analyses: new Map(await Promise.all(compared)),
    strangers: files.filter((path) => !named.has(path) && !isEnvelope(path)),
    isShallow: await isShallow(repository),
    lost: await lostMoves(releases),
  };
}

function pointersByPath(releases: Releases): ReadonlyMap<string, ReadPointer> {
  return new Map<string, ReadPointer>([
    ...pointersIn(releases).map(
      (pointer) => [pointerPath(pointer.contract, pointer.label), { kind: "pointer", pointer }] as const,
    ),
    ...releases.broken.map(({ path, why }) => [path, { kind: "bad", why }] as const),
  ]);
}

async function bundleIn(releases: Releases, digest: Digest): Promise<readonly [Digest, StoredBundle]> {
  try {
    const { contract } = await releases.bundle(digest);
    return [digest, { kind: "bundle", contract: contract.name }];
  } catch (error) {
    if (!(error instanceof Failure) || error.kind === "stopped") throw error;
    return [digest, { kind: "bad", why: error.message }];
  }
}

/** Where signatures of pointers and results will lie: beside what they sign. */
function isEnvelope(path: string): boolean {
  return /^(?:labels|evidence)\/.+\.json\.dsse$/.test(path);
}

async function lostMoves({ repository, branch, remote, remoteTip, localTip }: Releases): Promise<LostMoves | null> {
  if (remote === null || localTip === null || localTip === remoteTip) return null;
  if (remoteTip === null || (await isAncestor(repository, remoteTip, localTip)))
    return { branch, commit: localTip, kind: "ahead" };
  return (await isAncestor(repository, localTip, remoteTip)) ? null : { branch, commit: localTip, kind: "apart" };
}

async function lookAt(place: Place): Promise<SeenPlace> {
  const bundles = await place.bundles();
  const spoiled = new Set(await place.spoiled([...bundles]));
  return { name: place.name, bundles, spoiled, pointers: await place.pointers() };
}
