import { hexOf } from "../../../core/bundle/digest.ts";
import { Failure } from "../../../core/failure.ts";
import type { BundleQuery, RunQuery } from "../../../core/run/records/search.ts";
import { hashSession } from "../../../core/run/session-hash.ts";
import type { World } from "../../../world/world.ts";
import { bundlesNamed } from "../bundles.ts";
import { momentNamed, readMost } from "../limits.ts";
import { openProject, repositoryIn } from "../project.ts";
import { readReleases, requireLabel } from "../releases.ts";

export interface RunsWish {
  readonly runs: readonly string[];
  readonly session: string | null;
  readonly run: string | null;
  readonly bundle: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly salt: string | null;
  readonly max: string | null;
}

/** @throws Failure USAGE, UNKNOWN_LABEL, NOT_ON_LABEL */
export async function readQuery(wish: RunsWish, world: World): Promise<RunQuery> {
  const { runs, session, run, bundle, since, until, salt } = wish;
  if (runs.length === 0)
    throw new Failure("USAGE", {
      message: "where are the run records?",
      hint: "name them: --runs 'runs*.jsonl', or --runs - for what is piped in",
    });
  for (const [option, value] of Object.entries({ session, run, bundle }))
    if (value === "")
      throw new Failure("USAGE", { message: `--${option} is empty`, hint: "leave it out, or name one" });
  if (salt !== null && session === null)
    throw new Failure("USAGE", { message: "--salt is for the id of a session", hint: "write --session as well" });
  const now = world.clock.now();
  return {
    session: session === null ? null : { id: session, hash: hashSession(session, salt ?? "") },
    run,
    since: since === null ? null : momentNamed("--since", since, now).from,
    until: until === null ? null : momentNamed("--until", until, now).until,
    most: readMost(wish.max, 20),
    bundles: bundle === null ? null : await bundlesMeant(bundle, world),
  };
}

/** A digest or a prompt id needs no release branch: a record may name a bundle that never was on one. */
async function bundlesMeant(name: string, world: World): Promise<readonly BundleQuery[]> {
  const [, contract = null, hex = null] = /^(?:([a-z0-9_-]+)@|sha256:)?([0-9a-f]{6,64})$/.exec(name) ?? [];
  if (hex !== null) return [{ contract, hex }];
  const project = await openProject(world, "use the rest");
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const found = await bundlesNamed(releases, name);
  if (found === null) {
    requireLabel(releases, project.config, name);
    throw new Failure("NOT_ON_LABEL", { label: name, contracts: [] });
  }
  return found.map(({ bundle }) => ({ contract: bundle.contract.name, hex: hexOf(bundle.digest) }));
}
