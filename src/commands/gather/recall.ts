import { realpath } from "node:fs/promises";
import { join, posix, relative, sep } from "node:path";
import { digestOf, hexOf } from "../../core/bundle/digest.ts";
import { configName } from "../../core/config/config.ts";
import type { Json } from "../../core/json.ts";
import type { Page, Report } from "../../report/report.ts";
import { contentOf, type Footprint } from "../../world/footprint/footprint.ts";
import { isInCi } from "../../world/ci.ts";
import { readFootprint, writeFootprint } from "../../world/footprint/kept.ts";
import { lookAgain } from "../../world/footprint/look.ts";
import { ownRepositoryAround } from "../../world/git/own-repository.ts";
import { type Memory, memoryIn } from "../../world/memory.ts";
import type { World } from "../../world/world.ts";
import { nearestConfig } from "./nearest-config.ts";
import type { Project } from "./project.ts";

/** Another build may answer otherwise; what was not built keeps nothing. */
const thisBuild = typeof PROMPTCTL_BUILD === "undefined" ? null : PROMPTCTL_BUILD;
declare const PROMPTCTL_BUILD: string | undefined;

/** What a verb is asked, beside the files that it reads. */
export interface Question {
  readonly verb: string;
  readonly input: Json;
}

/** Hands back a project of which it is seen what is read. */
export type Watch = (project: Project) => Promise<Project>;

/**
 * Answers what rests on files of the working tree and on nothing else: as before where none of them changed, by working it
 * out where one did. What is kept can be deleted at any time, and no answer is another one.
 *
 * In a CI nothing is recalled: it runs what strangers wrote, and on a machine that is used again the next change could find
 * an answer that they left.
 */
export async function recallOr(
  world: World,
  question: Question,
  work: (watch: Watch) => Promise<Report>,
  build = thisBuild,
): Promise<Report> {
  const at = world.clock.now().getTime();
  const place = build === null || isInCi(world) ? null : await placeOf(world, question, build);
  const recalled = place === null ? null : recall(place, at);
  if (recalled !== null) return recalled;

  let seen = (): Footprint | null => null;
  const report = await work(async (project) => {
    if (place === null || project.root !== join(place.top, place.prefix)) return project;
    const { watchTree } = await import("../../world/footprint/watch.ts");
    const { tree, footprint } = watchTree(project.workingTree, place.top, at);
    // It was read before anybody watched.
    await tree.read(posix.join(place.prefix, configName));
    seen = footprint;
    return { ...project, workingTree: tree };
  });
  if (place !== null) keep(place, report, seen());
  return report;
}

/** Where a question is asked, and what is known there. */
interface Place {
  readonly top: string;
  /** From the top to the folder of promptctl.yaml. */
  readonly prefix: string;
  readonly memory: Memory;
  /** What all that is kept for this question is called. */
  readonly name: string;
}

/** Nothing is kept outside of a repository of one's own. */
async function placeOf({ cwd }: World, { verb, input }: Question, build: string): Promise<Place | null> {
  const repository = ownRepositoryAround(cwd);
  if (repository === null) return null;
  const { top, gitFolder } = repository;
  const here = await realpath(cwd);
  const inTop = (folder: string): string => relative(top, folder).split(sep).join("/");
  const from = inTop(here);
  const prefix = inTop((await nearestConfig(here, top)) ?? top);
  return {
    top,
    prefix,
    memory: memoryIn(join(gitFolder, "promptctl", "answers")),
    name: hexOf(digestOf(JSON.stringify([build, verb, input, from, prefix]))),
  };
}

function recall({ top, memory, name }: Place, at: number): Report | null {
  const before = memory.recall(`${name}/seen`);
  if (before === null) return null;
  try {
    const { content, footprint } = readFootprint(before);
    const looked = lookAgain(top, footprint, at);
    if (looked.kind === "other files") return null;
    const now = looked.kind === "news" ? contentOf(looked.footprint) : content;
    const answer = memory.recall(`${name}/${now}`);
    if (answer === null) return null;
    if (looked.kind === "news") memory.keep(`${name}/seen`, writeFootprint(looked.footprint, now));
    return readReport(answer);
  } catch {
    // Somebody wrote into it, or a file cannot be looked at: who works it out says so.
    return null;
  }
}

function keep({ memory, name }: Place, report: Report, footprint: Footprint | null): void {
  const text = writeReport(report);
  if (footprint === null || text === null) return;
  const content = contentOf(footprint);
  memory.keep(`${name}/${content}`, text);
  memory.keep(`${name}/seen`, writeFootprint(footprint, content));
}

/** In three lines, because people at a terminal are told by the first. `null` where it is more than data. */
function writeReport({ data, notices, page, ...told }: Report): string | null {
  if (told.tested !== undefined || told.analysed !== undefined) return null;
  return [told, { data, notices }, page?.() ?? null].map((part) => JSON.stringify(part)).join("\n");
}

function readReport(bytes: Buffer): Report {
  const [end, last] = [bytes.indexOf("\n"), bytes.lastIndexOf("\n")];
  const page = bytes.toString("utf8", last + 1);
  let read: Pick<Report, "data" | "notices"> | null = null;
  const whole = (): Pick<Report, "data" | "notices"> =>
    (read ??= JSON.parse(bytes.toString("utf8", end + 1, last)) as Pick<Report, "data" | "notices">);
  return {
    ...(JSON.parse(bytes.toString("utf8", 0, end)) as Omit<Report, "data" | "notices">),
    get data() {
      return whole().data;
    },
    get notices() {
      return whole().notices ?? [];
    },
    ...(page === "null" ? {} : { page: () => JSON.parse(page) as Page }),
  };
}
