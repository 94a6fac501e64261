import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentOf, promptctlWith } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/repository.ts";
import { serve } from "../helpers/web.ts";

const marker = "<!-- promptctl gate: . -->";
const commit = "1".repeat(40);

interface Told {
  readonly exit: number;
  readonly verdict: string;
  readonly comments: readonly {
    readonly id: number;
    readonly user: { readonly login: string };
    readonly body: string;
  }[];
}

/** What a run of the default branch does after the gate of a fork has ended, beside a server that has pull request 7. */
async function relay(file: string, { head = commit, earlier = "", also = "ada/other" } = {}): Promise<Told> {
  const folder = await temporaryFolder();
  const bot = { login: "github-actions[bot]" };
  const comments = [
    { id: 1, user: { login: "mallory" }, body: `${marker}\n\nmine` },
    ...(earlier === "" ? [] : [{ id: 2, user: bot, body: earlier }]),
  ];
  const url = await serve(async (request, response) => {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const answer = (value: unknown): void => void response.end(JSON.stringify(value));
    const { pathname, searchParams } = new URL(request.url ?? "", "http://here");
    if (pathname === "/graphql") return answer({ data: { viewer: bot } });
    if (pathname.endsWith("/pulls")) {
      const of = (name: string, number: number) => ({ number, head: { sha: head, repo: { full_name: name } } });
      return answer(searchParams.get("head") === "ada:fix" ? [of(also, 6), of("ada/shop", 7)] : []);
    }
    const { body } = text === "" ? { body: "" } : (JSON.parse(text) as { readonly body: string });
    const patched = comments.findIndex(({ id }) => pathname.endsWith(`/comments/${id}`));
    if (request.method === "PATCH") comments.splice(patched, 1, { id: comments[patched]?.id ?? 0, user: bot, body });
    if (request.method === "POST" && pathname.endsWith("/issues/7/comments")) comments.push({ id: 9, user: bot, body });
    return answer(request.method === "GET" ? comments : {});
  });
  const event = {
    workflow_run: {
      head_sha: commit,
      head_branch: "fix",
      head_repository: { full_name: "ada/shop", owner: { login: "ada" } },
      pull_requests: [],
    },
  };
  await writeFile(join(folder, "event.json"), JSON.stringify(event));
  await writeFile(join(folder, "comment.md"), file);
  const env = {
    GITHUB_ACTIONS: "true",
    GITHUB_API_URL: url,
    GITHUB_GRAPHQL_URL: `${url}/graphql`,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "octo/shop",
    GITHUB_RUN_ID: "42",
    GITHUB_TOKEN: "secret",
    GITHUB_EVENT_PATH: join(folder, "event.json"),
  };
  const result = await promptctlWith(env, folder, "gate", "--relay", "comment.md", "--format", "json");
  const { exit, verdict } = documentOf(result);
  return { exit, verdict, comments };
}

test("two pull requests of one head: a comment for the one is not written to the other", async () => {
  const told = await relay(said, { also: "ada/shop" });
  expect(told).toMatchObject({ exit: 3, verdict: /several pull requests end with 111111111111/ });
  expect(told.comments).toHaveLength(1);
});

const said = `${marker}\n\n## promptctl gate: this change is refused\n\n- ❌ diff: 1 breaking\n`;

test("what the gate of a fork wrote stands on its pull request, below a note of whose it is", async () => {
  const { exit, verdict, comments } = await relay(said);
  expect({ exit, verdict }).toEqual({ exit: 0, verdict: "the comment of #7 is up to date" });
  expect(comments).toHaveLength(2);
  const lines = (comments[1]?.body ?? "").split("\n");
  expect(lines[0]).toBe(marker);
  expect(lines[2]).toMatch(/^> A run of the fork wrote this/);
  expect(lines).toContain("- ❌ diff: 1 breaking");
});

test("the comment that is there is changed, and nobody else's", async () => {
  const { comments } = await relay(said, { earlier: `${marker}\n\nearlier` });
  expect(comments.map(({ id }) => id)).toEqual([1, 2]);
  expect(comments[0]?.body).toContain("mine");
  expect(comments[1]?.body).toContain("this change is refused");
});

test("where nothing changed, an earlier comment says so, and none is written", async () => {
  const quiet = said.replace("this change is refused", "no contract change");
  expect((await relay(quiet)).comments).toHaveLength(1);
  expect((await relay(quiet, { earlier: said })).comments[1]?.body).toContain("no contract change");
});

test("of a commit that is not the newest one any more nothing is told", async () => {
  const { exit, verdict, comments } = await relay(said, { head: "2".repeat(40) });
  expect({ exit, verdict }).toEqual({
    exit: 0,
    verdict: "nothing to write: no open pull request of octo/shop ends with 111111111111",
  });
  expect(comments).toHaveLength(1);
});

test.each([
  ["no marker", "## promptctl gate: fine\n"],
  ["another marker", "<!-- somebody's bot -->\n\nfine\n"],
  ["more than a marker", "<!-- promptctl gate: . --><img src=x> -->\n\nfine\n"],
  ["more than a comment", `${said}${"a".repeat(60_000)}`],
])("what is no comment of the gate is not posted: %s", async (_, file) => {
  expect(await relay(file)).toMatchObject({ exit: 1, comments: [{ id: 1 }] });
});

test("elsewhere it is a mistake", async () => {
  const folder = await temporaryFolder();
  const result = await promptctlWith(
    { GITHUB_ACTIONS: "" },
    folder,
    "gate",
    "--relay",
    "comment.md",
    "--format",
    "json",
  );
  expect(documentOf(result).failure?.code).toBe("USAGE");
  await expect(readFile(join(folder, "comment.md"))).rejects.toThrow();
});
