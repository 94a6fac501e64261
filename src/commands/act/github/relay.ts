import { resolve } from "node:path";
import { Failure } from "../../../core/failure.ts";
import { type Json, partAt } from "../../../core/json.ts";
import { decodeText } from "../../../core/text.ts";
import { foreignMarkdown } from "../../../report/markdown/foreign.ts";
import { mostOfComment } from "../../../report/markdown/page.ts";
import type { Answer, Report } from "../../../report/report.ts";
import { readBytes } from "../../../world/files.ts";
import { askGithubForAll, type GithubServer } from "../../../world/github.ts";
import type { World } from "../../../world/world.ts";
import { readPayload } from "../../gather/diff/event.ts";
import { githubStep } from "../../gather/gate/step.ts";
import { keepComment } from "./comment.ts";

/**
 * Writes the comment that the gate of a fork left as a file, because the token of its run may only read. For which pull request
 * is asked of GitHub by what the event says of that run, and never of the file, which the fork may have written as it likes.
 *
 * @throws Failure USAGE, READ_FAILED, INTERRUPTED
 */
export async function relayComment(world: World, file: string): Promise<Report> {
  const [step, ran] = [await githubStep(world), runIn(await readPayload(world.env))];
  const home = step?.run?.replace(/\/actions\/runs\/\d+$/, "") ?? null;
  if (
    step === null ||
    step.server === null ||
    step.graphql === null ||
    step.repository === null ||
    home === null ||
    ran === null
  )
    throw new Failure("USAGE", {
      message: "--relay writes nothing here: this is no step of a workflow_run with a token",
      hint: "`promptctl init --github` writes promptctl-comment.yml, where it belongs",
    });
  const { server, graphql, repository } = step;
  const found = await pullRequestOf(server, repository, ran);
  if (typeof found === "string") return told("unknown", found);
  if (found.number === null)
    return told("yes", `nothing to write: no open pull request of ${repository} ends with ${ran.commit.slice(0, 12)}`);
  const text = await readComment(world, file);
  const [marker = "", ...lines] = text.split("\n");
  if (text.length > mostOfComment || !/^<!-- promptctl gate: [\w./:= -]+ -->$/.test(marker))
    return told("no", `${file} is no comment of promptctl gate`);
  const body = [marker, "", note, foreignMarkdown(lines.join("\n"), home)].join("\n");
  const isNews = !body.includes("\n## promptctl gate: no contract change\n");
  const place = { server, graphql, repository, number: found.number };
  const refused = await keepComment(place, { marker, texts: [() => body], isNews });
  return refused === null
    ? told("yes", `the comment of #${found.number} is up to date`)
    : told("unknown", `the comment of #${found.number} could not be kept up to date: ${refused.why}`);
}

/** It stands above what follows it, which the fork's own workflow may have made. */
const note =
  "> A run of the fork wrote this, by the workflow that the fork has. Whether it may be merged is for whoever reads the change.";

/** A run of another workflow, as the event that it caused tells of it. */
interface Ran {
  readonly commit: string;
  readonly branch: string;
  readonly repository: string;
  readonly owner: string;
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run */
function runIn(payload: Json | undefined): Ran | null {
  const text = (...path: readonly string[]): string => {
    const value = payload === undefined ? undefined : partAt(payload, ["workflow_run", ...path]);
    return typeof value === "string" ? value : "";
  };
  const [commit, branch] = [text("head_sha"), text("head_branch")];
  const [repository, owner] = [text("head_repository", "full_name"), text("head_repository", "owner", "login")];
  return [commit, branch, repository, owner].includes("") ? null : { commit, branch, repository, owner };
}

/**
 * The event names no pull request where the change comes from a fork, so that it is looked for: open, of that branch of that
 * fork, and not pushed to since.
 *
 * @returns why it cannot be said, as text
 */
async function pullRequestOf(
  server: GithubServer,
  repository: string,
  { commit, branch, repository: fork, owner }: Ran,
): Promise<{ readonly number: number | null } | string> {
  const head = encodeURIComponent(`${owner}:${branch}`);
  const found = await askGithubForAll(server, `/repos/${repository}/pulls?state=open&head=${head}&per_page=100`);
  if (found.kind === "refused") return `the pull request could not be found: ${found.why}`;
  const numbers = found.items
    .filter((one) => partAt(one, ["head", "sha"]) === commit && partAt(one, ["head", "repo", "full_name"]) === fork)
    .map((one) => partAt(one, ["number"]))
    .filter((one) => typeof one === "number");
  if (numbers.length > 1) return `several pull requests end with ${commit.slice(0, 12)}: of which this is, nobody says`;
  return { number: numbers[0] ?? null };
}

async function readComment({ cwd }: World, file: string): Promise<string> {
  const bytes = await readBytes(resolve(cwd, file));
  if (bytes === null) throw new Failure("READ_FAILED", { path: file, why: "it is not there" });
  return decodeText(bytes)?.replaceAll("\r\n", "\n") ?? "";
}

function told(answer: Answer, verdict: string): Report {
  return { command: "gate", answer, verdict, blocks: [], data: {} };
}
