import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Json, JsonObject } from "../../src/core/json.ts";
import { type CliResult, promptctlWith } from "./cli.ts";
import { openRepository, type Repository } from "./repository.ts";
import { sharedFolder } from "./shop.ts";

/** A job of GitHub Actions: what the runner gives to a step, and what it takes from it. */
export interface Job {
  readonly event: string;
  readonly payload: JsonObject;
  readonly env: Readonly<Record<string, string>>;
}

export interface Step extends CliResult {
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What the runner takes for a command to itself, of all that was written. */
  readonly commands: readonly Command[];
}

interface Command {
  readonly name: string;
  readonly properties: string;
  readonly message: string;
}

/** Runs promptctl as the runner runs a step, in a checkout of its own. */
export async function runStep(
  checkout: Repository,
  { event, payload, env }: Job,
  ...args: readonly string[]
): Promise<Step> {
  const folder = await sharedFolder();
  const file = (name: string): string => join(folder, name);
  await mkdir(file("temp"));
  await writeFile(file("event.json"), JSON.stringify(payload));
  for (const name of ["summary.md", "output"]) await writeFile(file(name), "");
  const result = await promptctlWith(
    {
      CI: "true",
      GITHUB_ACTIONS: "true",
      GITHUB_EVENT_NAME: event,
      GITHUB_EVENT_PATH: file("event.json"),
      GITHUB_REPOSITORY: "octo/shop",
      GITHUB_RUN_ID: "4711",
      GITHUB_SERVER_URL: "https://github.com",
      GITHUB_SHA: await checkout.git("rev-parse", "HEAD"),
      GITHUB_OUTPUT: file("output"),
      GITHUB_STEP_SUMMARY: file("summary.md"),
      GITHUB_WORKSPACE: checkout.folder,
      RUNNER_TEMP: file("temp"),
      ...env,
    },
    checkout.folder,
    ...args,
  );
  return {
    ...result,
    summary: await readFile(file("summary.md"), "utf8"),
    outputs: outputsIn(await readFile(file("output"), "utf8")),
    commands: `${result.stdout}\n${result.stderr}`.split(/\r\n|\n|\r/).flatMap(commandIn),
  };
}

/** As the runner reads a line: https://github.com/actions/runner, src/Runner.Common/ActionCommand.cs */
function commandIn(line: string): readonly Command[] {
  const [, name = "", properties = "", message = ""] = /^\s*::([^\s:]+) ?(.*?)::(.*)$/.exec(line) ?? [];
  if (name !== "") return [{ name, properties, message }];
  const [, older = "", rest = ""] = /##\[([^\]\s]+)[^\]]*\](.*)/.exec(line) ?? [];
  return older === "" ? [] : [{ name: older, properties: "", message: rest }];
}

/** `name=value`, or a value between two lines of a delimiter. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = "", delimiter = ""] = /^([^=]+?)<<(.+)$/.exec(line) ?? [];
    if (name === "") continue;
    outputs[name] = lines.splice(0, lines.indexOf(delimiter)).join("\n");
    lines.shift();
  }
  return outputs;
}

/** What actions/checkout makes with `fetch-depth: 2`: the merge that was tried, and what it is made of. */
export async function checkoutOf(origin: Repository, ref: string): Promise<Repository> {
  const checkout = openRepository(await sharedFolder());
  await checkout.git("init", "--quiet");
  await checkout.git("remote", "add", "origin", `file://${origin.folder}`);
  await checkout.git("fetch", "--quiet", "--no-tags", "--depth=2", "origin", `+${ref}:refs/remotes/pull/merge`);
  await checkout.git("checkout", "--quiet", "--detach", "refs/remotes/pull/merge");
  return checkout;
}

/** The event of a pull request: https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
export function pullRequestEvent(
  action: string,
  { base, head, from = "octo/shop" }: { readonly base: string; readonly head: string; readonly from?: string },
  more: Readonly<Record<string, Json>> = {},
): JsonObject {
  const repo = (full_name: string): JsonObject => ({ full_name, fork: full_name !== "octo/shop" });
  return {
    action,
    number: 7,
    pull_request: {
      number: 7,
      state: "open",
      head: { ref: "change", sha: head, repo: repo(from) },
      base: { ref: "main", sha: base, repo: repo("octo/shop") },
      labels: [],
    },
    repository: repo("octo/shop"),
    ...more,
  };
}
