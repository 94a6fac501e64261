import { type Json, partAt, textAt } from "../../../core/json.ts";
import type { GithubServer } from "../../../world/github.ts";
import type { World } from "../../../world/world.ts";
import { readPayload } from "../diff/event.ts";

/** A step of GitHub Actions: what it was started for, and where it may tell something. What is missing is `null`. */
export interface GithubStep {
  /** The REST API, with the token that speaks for the step. */
  readonly server: GithubServer | null;
  readonly graphql: GithubServer | null;
  /** `octo/shop`. */
  readonly repository: string | null;
  /** `null` for a push, a merge group, a schedule: nobody reads comments there. */
  readonly pullRequest: PullRequest | null;
  /** What is judged, as people know it: the tip of the change, not the merge that was tried. */
  readonly commit: string | null;
  /** Where the run can be read. */
  readonly run: string | null;
  /** The files that the runner reads when the step is over. */
  readonly summary: string | null;
  readonly outputs: string | null;
  /** A folder that lives as long as the job. */
  readonly folder: string | null;
}

export interface PullRequest {
  readonly number: number;
  /** Whether the change comes from another repository, where the token may only read. */
  readonly isFork: boolean;
}

/** @returns `null` where this is no step of GitHub Actions; https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export async function githubStep({ env, signal }: World): Promise<GithubStep | null> {
  if (env["GITHUB_ACTIONS"] !== "true") return null;
  const text = (name: string): string | null => {
    const value = env[name]?.trim() ?? "";
    return value === "" ? null : value;
  };
  const token = text("GITHUB_TOKEN") ?? text("GH_TOKEN");
  const api = addressIn(text("GITHUB_API_URL") ?? "https://api.github.com");
  const graphql = addressIn(text("GITHUB_GRAPHQL_URL") ?? graphqlBeside(api));
  const repository = text("GITHUB_REPOSITORY");
  const payload = await readPayload(env);
  const change = partAt(payload, ["pull_request"]);
  const [home, run] = [addressIn(text("GITHUB_SERVER_URL") ?? "https://github.com"), text("GITHUB_RUN_ID")];
  const isNamed = repository !== null && /^[\w.-]+\/[\w.-]+$/.test(repository);
  return {
    server: token === null || api === null ? null : { url: api, token, signal },
    graphql: token === null || graphql === null ? null : { url: graphql, token, signal },
    repository: isNamed ? repository : null,
    pullRequest: pullRequestIn(change),
    commit: commitIn(textAt(change, ["head", "sha"])) ?? commitIn(text("GITHUB_SHA")),
    run:
      home !== null && isNamed && run !== null && /^\d+$/.test(run)
        ? `${home.origin}${home.pathname.replace(/\/+$/, "")}/${repository}/actions/runs/${run}`
        : null,
    summary: text("GITHUB_STEP_SUMMARY"),
    outputs: text("GITHUB_OUTPUT"),
    folder: text("RUNNER_TEMP"),
  };
}

/** `https://api.github.com/graphql`, `https://github.example.com/api/graphql`. */
function graphqlBeside(api: URL | null): string {
  return api === null ? "" : `${api.origin}${api.pathname.replace(/(?:\/v3)?\/*$/, "")}/graphql`;
}

function pullRequestIn(change: Json | undefined): PullRequest | null {
  const number = partAt(change, ["number"]);
  if (typeof number !== "number" || !Number.isSafeInteger(number) || number < 1) return null;
  const nameOf = (side: string): string | null => textAt(change, [side, "repo", "full_name"]);
  // A fork that was deleted since has no name.
  return { number, isFork: nameOf("head") !== nameOf("base") };
}

function commitIn(value: string | null): string | null {
  return value !== null && /^[0-9a-f]{40,64}$/.test(value) ? value : null;
}

function addressIn(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === "https:" || url.protocol === "http:" ? url : null;
}
