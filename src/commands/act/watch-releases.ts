import { Failure } from "../../core/failure.ts";
import { count } from "../../core/text.ts";
import { type PlaceState, sayPlaceState, sayTrouble, sayWrites } from "../../report/published.ts";
import { list, type Report, textOf } from "../../report/report.ts";
import { atMost, wait } from "../../world/wait.ts";
import type { World } from "../../world/world.ts";
import { type Project, repositoryIn } from "../gather/project.ts";
import { openPublisher, tipsToPublish } from "../gather/publishable.ts";
import { releasesAt } from "../gather/releases.ts";
import { writePlaces } from "./write-places.ts";

/** Seconds after which the remote is asked again however long it does not answer: a halt may be waiting there. */
const longestPause = 60;

/** Seconds that one look may take: a server that says nothing at all must not be waited for forever. */
const patience = 300;

/**
 * Publishes what moves, from wherever it was moved, until somebody says stop. What fails is tried again, less
 * and less often. Between two looks it holds nothing: no lock, no process.
 *
 * @param interval seconds; `null` is what promptctl.yaml says
 * @throws Failure USAGE
 */
export async function watchReleases(
  world: World,
  { config: { release } }: Project,
  interval: number | null,
): Promise<Report> {
  if (world.offline)
    throw new Failure("USAGE", {
      message: "--watch asks the remote again and again, and --offline asks nobody",
      hint: "leave one of them out",
    });
  const every = interval ?? release.poll.interval;
  const { branch } = release;
  world.terminal.progress(`watching ${branch} every ${every} s; Ctrl-C ends it`);
  let seen: Seen = { tip: undefined, trouble: null, failures: 0, publications: 0, places: [] };
  for (;;) {
    seen = await look(world, seen);
    if (world.signal.aborted) break;
    const pause = Math.min(every * 2 ** Math.max(0, seen.failures - 1), Math.max(every, longestPause));
    await wait(pause * 1_000, world.signal).catch(() => undefined);
  }
  return {
    command: "publish",
    answer: "stopped",
    verdict: `watched until now: ${count(seen.publications, "publication")}`,
    blocks: seen.places.length === 0 ? [] : [list(seen.places.flatMap((place) => sayPlaceState(place, branch)))],
    data: { branch, publications: seen.publications, trouble: seen.trouble?.says ?? null },
  };
}

/** What is known after some looks. */
interface Seen {
  /** The tip that all places have; `undefined` where one of them lacks it, or nobody has looked yet. */
  readonly tip: string | null | undefined;
  /** What is wrong, and was said already. */
  readonly trouble: Trouble | null;
  /** Looks that failed, one after another. */
  readonly failures: number;
  readonly publications: number;
  readonly places: readonly PlaceState[];
}

interface Trouble {
  /** One that lasts is said once: the words of a network differ from time to time. */
  readonly kind: string;
  readonly says: string;
  /** To look again may help, also where nothing moves. */
  readonly passes: boolean;
}

async function look(world: World, seen: Seen): Promise<Seen> {
  try {
    return await atMost(patience * 1_000, world.signal, (signal) => publishNews({ ...world, signal }, seen));
  } catch (error) {
    if (world.signal.aborted) return seen;
    if (!(error instanceof Failure)) throw error;
    const says = error.kind === "stopped" ? `the remote did not answer for ${patience} s` : error.message;
    return after(world, seen, { ...seen, tip: undefined }, { kind: error.code, says, passes: true });
  }
}

async function publishNews(world: World, seen: Seen): Promise<Seen> {
  // Read anew each time: promptctl.yaml may name another place by now.
  const project = await openPublisher(world);
  const tips = await tipsToPublish(world, project);
  if (tips.tip === seen.tip) return seen;
  const releases = await releasesAt(repositoryIn(project), tips);
  const wish = { age: null, dryRun: false, thorough: seen.tip === undefined };
  const { places, unpublishable } = await writePlaces(world, project, releases, wish);
  const wrote = places.filter(({ pointers, bundles }) => pointers.length > 0 || bundles > 0);
  for (const place of wrote) tell(world, `${place.name}: ${sayWrites(place)}`);
  const troubles = places.flatMap((place) => sayTrouble(place, releases.branch));
  const says = [...troubles.map(textOf), ...unpublishable].join("\n");
  const passes = places.some(({ failure }) => failure !== null);
  const now = {
    ...seen,
    tip: passes ? undefined : tips.tip,
    publications: seen.publications + (wrote.length > 0 ? 1 : 0),
    places,
  };
  return after(world, seen, now, says === "" ? null : { kind: says, says, passes });
}

/** Says what is wrong when it begins, and when it is over. */
function after(world: World, before: Seen, now: Seen, trouble: Trouble | null): Seen {
  if (trouble !== null && trouble.kind !== before.trouble?.kind) {
    tell(world, trouble.passes ? `${trouble.says}; it is tried again` : trouble.says);
  }
  if (trouble === null && before.trouble !== null) tell(world, "all is well again");
  return { ...now, trouble, failures: trouble?.passes === true ? before.failures + 1 : 0 };
}

function tell({ terminal, clock }: World, text: string): void {
  terminal.progress(`${clock.now().toISOString()} ${text}`);
}
