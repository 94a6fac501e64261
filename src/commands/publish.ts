import { parseDuration } from "../core/duration.ts";
import { Failure } from "../core/failure.ts";
import { asJson } from "../report/formats/json.ts";
import { type PlaceState, sayPlaceState } from "../report/published.ts";
import { list, paragraph, type Report, toned } from "../report/report.ts";
import { count } from "../core/text.ts";
import type { World } from "../world/world.ts";
import { type WrittenPlaces, writePlaces } from "./act/write-places.ts";
import { openPublisher, releasesToPublish } from "./gather/publishable.ts";
import type { Releases } from "./gather/releases.ts";

interface PublishInput {
  readonly watch: boolean;
  readonly interval: string | null;
  readonly prune: string | null;
  readonly dryRun: boolean;
}

/** Writes the public places again, as the release branch has it at the remote: nothing moves. */
export async function publish(input: PublishInput, world: World): Promise<Report> {
  const { interval, age } = readInput(input);
  const project = await openPublisher(world);
  if (input.watch) return (await import("./act/watch-releases.ts")).watchReleases(world, project, interval);
  const releases = await releasesToPublish(world, project);
  refuseStale(input, releases, world);

  const written = await writePlaces(world, project, releases, { age, dryRun: input.dryRun, thorough: true });
  return publishReport(written, releases, world);
}

/** @throws Failure USAGE */
function readInput({ watch, interval, prune, dryRun }: PublishInput): {
  readonly interval: number | null;
  readonly age: number | null;
} {
  if (watch && prune !== null)
    throw new Failure("USAGE", {
      message: "--watch and --prune are two commands",
      hint: "run `promptctl publish --prune` beside it, once a day",
    });
  if (interval !== null && !watch)
    throw new Failure("USAGE", { message: "--interval says how often --watch asks", hint: "add --watch" });
  if (dryRun && prune === null)
    throw new Failure("USAGE", { message: "--dry-run says what --prune would remove", hint: "add --prune" });
  return {
    interval: interval === null ? null : duration("--interval", interval, 1, "15s"),
    age: prune === null ? null : duration("--prune", prune, 0, "90d"),
  };
}

function duration(option: string, text: string, least: number, example: string): number {
  const seconds = parseDuration(text);
  if (seconds !== null && seconds >= least) return seconds;
  const from = least === 0 ? "" : ` from ${least}s on`;
  throw new Failure("USAGE", {
    message: `${option} takes a duration${from}, not '${text}'`,
    hint: `write it with s, m, h or d: ${option} ${example}`,
  });
}

/** What was moved elsewhere meanwhile may name a bundle that looks old here. */
function refuseStale({ prune, dryRun }: PublishInput, { remote }: Releases, { offline }: World): void {
  if (!offline || remote === null || prune === null || dryRun) return;
  throw new Failure("USAGE", {
    message: `--prune asks ${remote} which bundles are named now, and --offline asks nobody`,
    hint: "leave out --offline, or look first with --dry-run",
  });
}

function publishReport({ places, unpublishable }: WrittenPlaces, releases: Releases, world: World): Report {
  const { branch, remote, remoteTip, tip, knownAt } = releases;
  return {
    command: "publish",
    ...answerOf(places, unpublishable.length, releases),
    blocks: [
      list([
        ...places.flatMap((place) => sayPlaceState(place, branch)),
        ...unpublishable.map((text) => toned("bad", text)),
      ]),
      ...(remote !== null && remoteTip === null && tip !== null
        ? [paragraph(toned("warn", `${remote} has no branch ${branch}: this is what this clone has of it`))]
        : []),
      ...(world.offline && remote !== null
        ? [paragraph(toned("dim", `not fetched: the newest move known here is of ${knownAt ?? "never"}`))]
        : []),
    ],
    data: {
      branch,
      remote,
      tip,
      offline: world.offline,
      knownAt,
      places: asJson(places),
      unpublishable: [...unpublishable],
    },
  };
}

/** What could not be done weighs more than what is wrong. */
function answerOf(
  places: readonly PlaceState[],
  unpublishable: number,
  { branch, pointers }: Releases,
): Pick<Report, "answer" | "verdict"> {
  const all = count(places.length, "place");
  const failed = places.filter(({ failure }) => failure !== null).length;
  if (failed > 0) return { answer: "unknown", verdict: `${failed} of ${all} could not be written` };
  if (unpublishable > 0) {
    const what = unpublishable === 1 ? "one pointer or bundle" : `${unpublishable} pointers and bundles`;
    return { answer: "unknown", verdict: `${what} of ${branch} could not be published; everything else is` };
  }
  const ahead = places.filter((place) => place.ahead.length > 0).length;
  if (ahead > 0)
    return { answer: "no", verdict: `${ahead} of ${all} ${ahead === 1 ? "is" : "are"} AHEAD of ${branch}` };
  if (places.some(({ pruning }) => pruning?.dryRun === true)) return { answer: "yes", verdict: "nothing was written" };
  if (pointers.size === 0) return { answer: "yes", verdict: `nothing is released yet on ${branch}` };
  const wrote = places.some((place) => place.pointers.length > 0 || place.bundles > 0);
  return {
    answer: "yes",
    verdict: wrote
      ? `${all} now ${places.length === 1 ? "has" : "have"} what ${branch} says`
      : `${all} ${places.length === 1 ? "is" : "are"} up to date`,
  };
}
