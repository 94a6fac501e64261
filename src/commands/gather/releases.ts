import { bundlePath, type Digest, isDigest } from "../../core/bundle/digest.ts";
import { openBundle } from "../../core/bundle/open.ts";
import type { Bundle } from "../../core/bundle/bundle.ts";
import type { Config } from "../../core/config/config.ts";
import { Failure } from "../../core/failure.ts";
import { sayInstant } from "../../core/instant.ts";
import { type Json, parseJson } from "../../core/json.ts";
import { type LogEntry, logEntries } from "../../core/label/history.ts";
import { type Action, trailerLine } from "../../core/label/message.ts";
import { decodePointer, type Pointer, pointerPath } from "../../core/label/pointer.ts";
import { decodeText } from "../../core/text.ts";
import { type HistoryQuery, historyOf } from "../../world/git/history.ts";
import { readBlob } from "../../world/git/objects.ts";
import type { GitContext } from "../../world/git/plumbing.ts";
import { committedAt } from "../../world/git/repository.ts";
import { listCommit } from "../../world/git/tree.ts";
import type { World } from "../../world/world.ts";
import { findTips, type Tips } from "./tips.ts";

/** The release branch at one commit: what every label serves, and where that is written down. */
export interface Releases extends Tips {
  readonly repository: GitContext;
  /** When the newest move known here was made; said when nobody was asked. */
  readonly knownAt: string | null;
  readonly pointers: ReadonlyMap<string, ReadonlyMap<string, Pointer>>;
  /** Pointers that cannot be trusted: edited by hand, or of a later format. */
  readonly broken: readonly { readonly path: string; readonly why: string }[];
  /** @throws Failure NO_BUNDLE, BAD_BUNDLE */
  bundle(digest: Digest): Promise<Bundle>;
  has(path: string): boolean;
  /** The paths of all files in a folder of the branch. */
  list(folder: string): readonly string[];
  /** Every bundle that was ever released. */
  digests(): readonly Digest[];
  /** The bytes of a file of the branch; `null` where there is none. */
  read(path: string): Promise<Uint8Array | null>;
  /** A JSON file of the branch; `undefined` where there is none. */
  json(path: string): Promise<Json | undefined>;
  /** When the move before those of a glance was made; `null` where a glance sees all. */
  beforeGlance(): Promise<Date | null>;
  /** Newest first. What was read once is not read again: this is the branch at one commit. */
  log(options?: LogOptions): Promise<readonly LogEntry[]>;
}

export interface LogOptions {
  /** Only commits that touched one of these; default: any pointer. */
  readonly paths?: readonly string[];
  /** How many commits at most. */
  readonly most?: number | null;
  /** Only moves of this kind. */
  readonly action?: Action;
  /** The newest moves, as many as are there at once. */
  readonly glance?: boolean;
}

/**
 * Reads the release branch, after asking the remote where it stands.
 *
 * @throws Failure GIT_FAILED when the remote cannot be reached
 */
export async function readReleases(world: World, repository: GitContext, config: Config): Promise<Releases> {
  return releasesAt(repository, await findTips(world, repository, config));
}

/** The release branch as it is at `tip`, without asking anybody. */
export async function releasesAt(repository: GitContext, tips: Tips): Promise<Releases> {
  const { tip, branch } = tips;
  const entries = tip === null ? new Map<string, never>() : await listCommit(repository, tip);
  const bytesOf = async (path: string): Promise<Uint8Array | null> => {
    const entry = entries.get(path);
    return entry === undefined ? null : readBlob(repository, entry.id);
  };
  const logs = new Map<string, Promise<readonly LogEntry[]>>();
  return {
    repository,
    ...tips,
    knownAt: tip === null ? null : await knownAt(repository, tip),
    ...(await readPointers(repository, entries)),
    has: (path) => entries.has(path),
    list: (folder) => [...entries.keys()].filter((path) => path.startsWith(`${folder}/`)),
    digests: () => [...entries.keys()].flatMap(digestIn),
    read: bytesOf,
    json: async (path) => {
      const bytes = await bytesOf(path);
      return bytes === null ? undefined : parseJson(decodeText(bytes) ?? "");
    },
    bundle: async (digest) => {
      const bytes = await bytesOf(bundlePath(digest));
      if (bytes === null) throw new Failure("NO_BUNDLE", { digest, where: `the branch ${branch}` });
      return openBundle(bytes, digest);
    },
    beforeGlance: async () => (tip === null ? null : committedAt(repository, `${tip}~${aGlance}`)),
    log: async ({ paths = ["labels"], most = null, action, glance = false } = {}) => {
      if (tip === null || paths.length === 0) return [];
      const says = action === undefined ? null : trailerLine("Promptctl-Action", action);
      const query = { paths, most, says, glance: glance ? aGlance : null };
      const name = JSON.stringify(query);
      const read = logs.get(name) ?? readLog(repository, tip, query);
      logs.set(name, read);
      return read;
    },
  };
}

/** Commits: about what one screen of labels has moved lately. */
const aGlance = 64;

async function knownAt(repository: GitContext, tip: string): Promise<string | null> {
  const at = await committedAt(repository, tip);
  return at === null ? null : sayInstant(at);
}

/** What happened to some contracts, newest first: of what happened to others nothing is read. */
export function logOf(releases: Releases, contracts: readonly string[]): Promise<readonly LogEntry[]> {
  // Of many more it is quicker to read all, and a command line has an end.
  return releases.log(contracts.length > 100 ? {} : { paths: contracts.map((contract) => `labels/${contract}`) });
}

/** Every pointer that can be read. */
export function pointersIn({ pointers }: Releases): readonly Pointer[] {
  return [...pointers.values()].flatMap((labels) => [...labels.values()]);
}

/** @throws Failure UNKNOWN_CONTRACT where a name was never released */
export function requireContracts({ pointers }: Releases, names: readonly string[]): void {
  for (const name of names) {
    if (!pointers.has(name))
      throw new Failure("UNKNOWN_CONTRACT", { name, known: [...pointers.keys()], where: "the releases" });
  }
}

/** @throws Failure UNKNOWN_LABEL where it is neither in promptctl.yaml nor serves anything */
export function requireLabel({ pointers }: Releases, { labels }: Config, label: string): void {
  const served = [...pointers.values()].flatMap((one) => [...one.keys()]);
  const known = [...new Set([...labels.map((policy) => policy.label), ...served])];
  if (!known.includes(label)) throw new Failure("UNKNOWN_LABEL", { label, known });
}

/** @throws Failure BAD_POINTER where this contract's pointers cannot be trusted */
export function pointersOf({ pointers, broken }: Releases, contract: string): ReadonlyMap<string, Pointer> {
  const [bad] = broken.filter(({ path }) => path.startsWith(`labels/${contract}/`));
  if (bad !== undefined) throw new Failure("BAD_POINTER", { where: bad.path, why: bad.why });
  return pointers.get(contract) ?? new Map<string, Pointer>();
}

/** `bundles/<64 hex>.json` */
function digestIn(path: string): readonly Digest[] {
  const digest = `sha256:${/^bundles\/([0-9a-f]{64})\.json$/.exec(path)?.[1] ?? ""}`;
  return isDigest(digest) ? [digest] : [];
}

async function readPointers(
  repository: GitContext,
  entries: ReadonlyMap<string, { readonly id: string }>,
): Promise<Pick<Releases, "pointers" | "broken">> {
  const files = [...entries].filter(([path]) => /^labels\/[^/]+\/[^/]+\.json$/.test(path));
  const blobs = await Promise.all(files.map(([, { id }]) => readBlob(repository, id)));
  const pointers = new Map<string, Map<string, Pointer>>();
  const broken: { path: string; why: string }[] = [];
  for (const [index, [path]] of files.entries()) {
    const bytes = blobs[index] ?? null;
    const read = bytes === null ? null : decodePointer(bytes);
    if (read?.kind !== "pointer") broken.push({ path, why: read?.why ?? "this clone does not have it" });
    else if (path !== pointerPath(read.pointer.contract, read.pointer.label)) {
      broken.push({ path, why: `it says that it is ${read.pointer.label} of ${read.pointer.contract}` });
    } else {
      const { contract, label } = read.pointer;
      pointers.set(contract, (pointers.get(contract) ?? new Map<string, Pointer>()).set(label, read.pointer));
    }
  }
  return { pointers, broken };
}

async function readLog(repository: GitContext, tip: string, query: HistoryQuery): Promise<readonly LogEntry[]> {
  const commits = await historyOf(repository, tip, query);
  const ids = [
    ...new Set(commits.flatMap(({ files }) => files.flatMap(({ before, after }) => [before, after]))),
  ].filter((id) => id !== null);
  const blobs = await Promise.all(ids.map((id) => readBlob(repository, id)));
  const pointers = new Map(ids.map((id, index) => [id, readPointer(blobs[index] ?? null)]));
  return logEntries(
    commits.map((commit) => ({
      ...commit,
      pointers: commit.files.map(({ before, after }) => ({
        before: before === null ? null : (pointers.get(before) ?? null),
        after: after === null ? null : (pointers.get(after) ?? null),
      })),
    })),
  );
}

function readPointer(bytes: Uint8Array | null): Pointer | null {
  const read = bytes === null ? null : decodePointer(bytes);
  return read?.kind === "pointer" ? read.pointer : null;
}
