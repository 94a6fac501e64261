import { promote } from "../../src/commands/promote.ts";
import { rollback } from "../../src/commands/rollback.ts";
import { show } from "../../src/commands/show.ts";
import type { Report } from "../../src/report/report.ts";
import type { World } from "../../src/world/world.ts";
import { gitContext, written } from "./git-context.ts";
import { gitEnvironment, type Repository } from "./repository.ts";

let next = 0;

/** The world on some day, with nobody at the keyboard. */
export function worldOn(folder: string, at: string): World {
  return {
    cwd: folder,
    env: { ...process.env, ...gitEnvironment },
    clock: { now: () => new Date(at), unique: () => `u${(next += 1)}` },
    terminal: {
      interactive: false,
      confirm: async () => true,
      progress: () => undefined,
      status: () => undefined,
      show: () => undefined,
      screen: () => undefined,
    },
    signal: new AbortController().signal,
    offline: false,
  };
}

/** A commit of that day on the branch that is checked out; files that are not named stay. */
export async function commitOn(
  { folder, git }: Repository,
  at: string,
  files: Readonly<Record<string, string>>,
  { message = "change", author = "Ada" }: { message?: string; author?: string } = {},
): Promise<string> {
  const parent = await git("rev-parse", "--verify", "HEAD").catch(() => null);
  const commit = await written(gitContext(folder), {
    parent,
    files: new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])),
    message: `${message}\n`,
    author: `${author} <${author.toLowerCase()}@example.com>`,
    at: new Date(at),
    unique: `t${(next += 1)}`,
  });
  await git("reset", "--quiet", "--hard", commit);
  return commit;
}

export async function promoteOn({ folder }: Repository, at: string, label: string): Promise<Report> {
  const nothing = { contract: [], to: "HEAD", weight: null, reason: null, force: null, allowBreaking: null };
  const flags = { all: true, replace: false, dryRun: false, yes: true };
  return insist(await promote({ label, ...nothing, ...flags }, worldOn(folder, at)));
}

export async function rollbackOn({ folder }: Repository, at: string, label: string): Promise<Report> {
  return insist(await rollback({ label, contract: [], to: null, reason: null }, worldOn(folder, at)));
}

export async function showOn(
  { folder }: Pick<Repository, "folder">,
  today: string,
  what: string,
  { at = null, blame = false, contract = null }: { at?: string | null; blame?: boolean; contract?: string | null } = {},
): Promise<Report> {
  return show({ what, at, contract, blame }, worldOn(folder, today));
}

function insist(report: Report): Report {
  if (report.answer !== "yes") throw new Error(report.verdict);
  return report;
}
