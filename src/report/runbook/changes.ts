import type { LineChange } from "../../core/contract/authorship.ts";
import type { BlamedPart, FirstRelease } from "../../core/label/first-release.ts";
import { type Block, type Cell, list, paragraph, table, toned } from "../report.ts";

/** One row a part: who, when, with which commit, and in which release it went out first. Then what the commits are. */
export function changeBlocks(parts: readonly BlamedPart[]): readonly Block[] {
  const changes = parts.flatMap(({ change }) => change ?? []);
  const commits = [...new Map(changes.map((change) => [change.commit, change])).values()];
  return [
    table(
      ["part", "changed", "by", "commit", "released"],
      parts.map(({ part, change, releases }) => [part.name, ...sayChange(change), sayReleases(releases)]),
    ),
    ...(commits.length === 0 ? [] : [list(commits.map(({ commit, subject }) => `${commit.slice(0, 7)}: ${subject}`))]),
    paragraph(toned("dim", "As the lines say that are there now; what was taken out shows in promptctl diff.")),
  ];
}

/** Where the history of a clone ends, the line may be older, and of somebody else. */
function sayChange(change: LineChange | null): readonly Cell[] {
  if (change === null) return [toned("warn", "not committed yet"), "", ""];
  const { at, author, commit, orEarlier } = change;
  const [date, name] = [at.toISOString().slice(0, 10), author.replace(/ <.*/, "")];
  return orEarlier ? [`${date} or earlier`, "", commit.slice(0, 7)] : [date, name, commit.slice(0, 7)];
}

/** The label that is furthest on its way to everybody says it: it comes last. */
function sayReleases(releases: readonly FirstRelease[] | null): Cell {
  if (releases === null) return toned("dim", "for people only");
  const furthest = releases.at(-1);
  if (furthest === undefined) return toned("warn", "not released yet");
  const { label, at, serial, takenBack, asBefore } = furthest;
  const date = at.slice(0, 10);
  if (asBefore) return `as on ${label} since ${date}, serial ${serial}`;
  return takenBack
    ? toned("warn", `${label} on ${date}, serial ${serial}, and taken back`)
    : `${label} since ${date}, serial ${serial}`;
}
