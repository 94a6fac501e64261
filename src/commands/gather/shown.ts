import { hexOf } from "../../core/bundle/digest.ts";
import type { Bundle } from "../../core/bundle/bundle.ts";
import { sealBundle } from "../../core/bundle/seal.ts";
import { folderOf } from "../../core/contract/folder-of.ts";
import type { AuthoredContract } from "../../core/contract/read.ts";
import { Failure } from "../../core/failure.ts";
import { type LogEntry, sourceOfBundle } from "../../core/label/history.ts";
import { type Service, serviceAt, serviceOf } from "../../core/label/service.ts";
import { didYouMean } from "../../core/nearest.ts";
import { commitsAmong } from "../../world/git/ancestry.ts";
import type { Runbook } from "../../report/runbook.ts";
import type { World } from "../../world/world.ts";
import { readContracts } from "./contracts.ts";
import { type Ground, groundAt, readWhen, type When } from "./ground.ts";
import { type Project, repositoryIn } from "./project.ts";
import { readReleases, type Releases } from "./releases.ts";
import { bundlesNamed } from "./bundles.ts";

/** A contract that somebody wants to see, with all that is known around it. */
export interface Shown {
  readonly bundle: Bundle;
  /** `the working tree`, `the label prod on 2026-11-01` */
  readonly from: string;
  /** The files it was written in; `null` where they are not known. */
  readonly written: { readonly authored: AuthoredContract; readonly ground: Ground } | null;
  /** The commit that a released bundle was built from, whether it is here or not. */
  readonly source: string | null;
  /** Where a label was asked for. */
  readonly service: Service | null;
  /** Where it was read. */
  readonly releases: Releases | null;
}

/**
 * A contract of the tree comes first: that is what its author types.
 *
 * @param at a revision or a time; `null` is now
 * @throws Failure UNKNOWN_CONTRACT, UNKNOWN_MOMENT, TOO_EARLY, NOTHING_SERVED, INVALID_FILES, USAGE
 */
export async function findShown(
  world: World,
  project: Project,
  what: string,
  at: string | null,
): Promise<readonly Shown[]> {
  const when = await readWhen(world, project, at);
  // A label may be older than every commit of the branch that this clone knows.
  const ground = await when.ground().catch((error: unknown) => {
    if (when.moment !== null && error instanceof Failure) return error;
    throw error;
  });
  if (!(ground instanceof Failure)) {
    const authored = await findAuthored(project, ground, what);
    if (authored !== null) return [authored];
  }
  const released = project.repository === null ? null : await findReleased(world, project, what, when, at);
  if (released !== null) return released;
  if (ground instanceof Failure) throw ground;
  if (looksLikeBundle.test(what)) throw new Failure("UNKNOWN_REF", { ref: what });
  const { authored } = await readContracts(ground.tree, project.prefix, ground.config);
  const known = authored.map(({ contract }) => contract.name);
  throw new Failure("UNKNOWN_CONTRACT", { name: what, known, where: ground.name, meant: didYouMean(what, known) });
}

/** What there is to say about it. */
export function runbookOf(
  { bundle, written, service }: Shown,
  proof: Runbook["proof"],
  blame: Runbook["blame"] = null,
): Runbook {
  const { description = "", owner = null } = written?.authored ?? {};
  return { contract: bundle.contract, description, owner, service, proof, blame };
}

/** `sha256:…`, `support@1a2b3c4d5e6f` */
const looksLikeBundle = /^(?:.*[:@])?[0-9a-f]{12,64}$/;

/** @throws Failure INVALID_FILES where it is there, and cannot be read */
async function findAuthored(project: Project, ground: Ground, name: string): Promise<Shown | null> {
  const contracts = await readContracts(ground.tree, project.prefix, ground.config);
  const authored = contracts.authored.find(({ contract }) => contract.name === name);
  const draft = contracts.drafts.find((one) => one.authored.contract.name === name)?.authored;
  const files = (authored ?? draft)?.document.files ?? contracts.paths.filter((path) => folderOf(path) === name);
  const findings = contracts.findings.filter(
    ({ level, place }) => level === "error" && files.includes(place?.file ?? ""),
  );
  if (findings.length > 0)
    throw new Failure("INVALID_FILES", { findings: findings.length, where: `${name} in ${ground.name}` }, { findings });
  if (authored === undefined) return null;
  const bundle = sealBundle(authored.contract);
  return { bundle, from: ground.name, written: { authored, ground }, source: null, service: null, releases: null };
}

async function findReleased(
  world: World,
  project: Project,
  what: string,
  { moment }: When,
  at: string | null,
): Promise<readonly Shown[] | null> {
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const log = await releases.log();
  const isLabel =
    log.some(({ after }) => after.label === what) || project.config.labels.some(({ label }) => label === what);
  if (at === null || !isLabel) {
    const found = await bundlesNamed(releases, what);
    if (found === null && isLabel) throw new Failure("NOT_ON_LABEL", { label: what, contracts: [] });
    if (found === null) return null;
    if (at !== null)
      throw new Failure("USAGE", { message: `${what} is a bundle, which never changes`, hint: "leave --at out" });
    return Promise.all(
      found.map(async ({ bundle, from }) => {
        const pointer = releases.pointers.get(bundle.contract.name)?.get(what) ?? null;
        return released(project, releases, log, bundle, from, pointer === null ? null : serviceOf(log, pointer));
      }),
    );
  }
  if (moment === null) {
    const hint = "name a day (2026-11-01), a time (2026-11-01T15:30Z) or '3 days ago'";
    throw new Failure("USAGE", { message: `${what} is a label, and --at takes a time there, not '${at}'`, hint });
  }
  const served = serviceAt(log, what, moment);
  if (served.length === 0) {
    const first = log.findLast(({ after }) => after.label === what)?.at.slice(0, 10) ?? null;
    throw new Failure("NOTHING_SERVED", { label: what, moment: moment.says, first });
  }
  const past = log.filter((entry) => Date.parse(entry.at) <= moment.until.getTime());
  return Promise.all(
    served.map(async (service) => {
      const bundle = await releases.bundle(service.pointer.current);
      return released(project, releases, past, bundle, `the label ${what} ${moment.says}`, service);
    }),
  );
}

/** A bundle holds neither description nor owner: its files do, where they are here and mean just this bundle. */
async function released(
  project: Project,
  releases: Releases,
  log: readonly LogEntry[],
  bundle: Bundle,
  from: string,
  service: Service | null,
): Promise<Shown> {
  // In a shallow clone the move is out of sight, and the pointer itself says where it came from.
  const source = sourceOfBundle(log, bundle.digest) ?? service?.pointer.source.commit ?? null;
  const written = source === null ? null : await writtenIn(project, source, bundle);
  return { bundle, from, written, source, service, releases };
}

async function writtenIn(project: Project, commit: string, bundle: Bundle): Promise<Shown["written"]> {
  if (!(await commitsAmong(repositoryIn(project), [commit])).has(commit)) return null;
  try {
    const ground = await groundAt(project, commit, null);
    const { authored } = await readContracts(ground.tree, project.prefix, ground.config);
    const same = authored.find(({ contract }) => hexOf(sealBundle(contract).digest) === hexOf(bundle.digest));
    return same === undefined ? null : { authored: same, ground };
  } catch (error) {
    if (error instanceof Failure && error.code === "INVALID_FILES") return null;
    throw error;
  }
}
