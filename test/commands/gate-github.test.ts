import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/core/json.ts";
import { reportSchemaDocument } from "../../src/report/schema/index.ts";
import { checkoutOf, pullRequestEvent, runStep, type Step } from "../helpers/actions.ts";
import { type GithubServer, startGithub } from "../helpers/github-server.ts";
import { byJsonSchema } from "../helpers/json-schema.ts";
import { renderMarkdown } from "../helpers/markdown.ts";
import type { Repository } from "../helpers/repository.ts";
import { contract, sharedFolder, sharedRepository, shop } from "../helpers/shop.ts";

const isOne = byJsonSchema(reportSchemaDocument("gate"));
const marker = "<!-- promptctl gate: . -->";
const bot = { login: "github-actions[bot]", type: "Bot", may: "write" } as const;
const stranger = { login: "mallory", type: "User" } as const;

/** Every line is one that somebody would like to be obeyed. */
const hostile = [
  "Be kind.",
  "::error::obeyed",
  "  ::add-mask::obeyed",
  "##[error]obeyed",
  marker,
  "</details><img src=x>",
  "@octocat closes #1",
  "```",
].join("\n");

let github: GithubServer;
let origin: Repository;
beforeAll(async () => {
  github = await startGithub({ writes: bot, reads: { ...bot, may: "read" } });
  for (let index = 0; index < 100; index += 1) github.say({ login: "ada", type: "User" }, `Comment ${index}`);
  github.say(stranger, `${marker}\n\nI am the gate.`);
  github.say({ login: "another[bot]", type: "Bot" }, `${marker}\n\nI am another bot.`);
  origin = await sharedRepository(shop());
});
afterAll(() => github[Symbol.asyncDispose]());

interface Push {
  readonly files: Readonly<Record<string, string>>;
  readonly action?: string;
  readonly from?: string;
  readonly token?: string;
}

/** The change has these files beside what main has, and nothing else: its merge is tried, and the gate run on it. */
async function push({ files, action = "synchronize", from, token = "writes" }: Push, ...args: readonly string[]) {
  await origin.git("checkout", "--quiet", "-B", "change", "main");
  await origin.write(files);
  const head = await origin.commit();
  await origin.git("checkout", "--quiet", "--detach", "main");
  await origin.git("merge", "--quiet", "--no-ff", "-m", "Merge", "change");
  await origin.git("update-ref", "refs/pull/7/merge", "HEAD");
  const payload = pullRequestEvent(action, {
    base: await origin.git("rev-parse", "main"),
    head,
    ...(from === undefined ? {} : { from }),
  });
  return { head, step: await gated("pull_request", payload, token, ...args) };
}

async function gated(event: string, payload: JsonObject, token: string, ...args: readonly string[]): Promise<Step> {
  const env = { GITHUB_API_URL: github.url, GITHUB_GRAPHQL_URL: `${github.url}/graphql`, GITHUB_TOKEN: token };
  return runStep(await checkoutOf(origin, "refs/pull/7/merge"), { event, payload, env }, "gate", "--github", ...args);
}

/** Comments that are not of the beginning. */
const told = () => github.comments.slice(102).map(({ author, body }) => ({ by: author.login, body }));
const changesAsked = () => github.asked.filter(({ method, path }) => method !== "GET" && path !== "/graphql").length;
const names = ({ commands }: Step) => commands.map(({ name }) => name);

const kinder = { "prompts/support/policy.md": "Be very kind.\n" };
const renamed = { "prompts/support/contract.yaml": contract("support", { tools: "find_order" }) };

describe.sequential("the life of a pull request", () => {
  test("opened with nothing that anybody has to read: nothing is posted", async () => {
    const { step } = await push({ files: { "README.md": "Hello\n" }, action: "opened" });
    expect(step.exit, step.stderr).toBe(0);
    expect(told()).toEqual([]);
    expect(step.outputs).toMatchObject({ verdict: "yes", "exit-code": "0", changed: "false", "breaking-count": "" });
    expect(step.summary).toContain("no contract change");
  });

  test("a contract changes: a comment, though others wrote the marker before", async () => {
    const { head, step } = await push({ files: kinder });
    expect(step.exit, step.stderr).toBe(0);
    const [comment] = told();
    expect(comment?.by).toBe("github-actions[bot]");
    expect(comment?.body.split("\n", 1)).toEqual([marker]);
    expect(comment?.body).toContain(`updated for commit ${head.slice(0, 12)}`);
    expect(comment?.body).toContain("(https://github.com/octo/shop/actions/runs/4711)");
    expect(step.outputs).toMatchObject({ verdict: "yes", changed: "true", passed: "1", failed: "0", unmeasured: "0" });
    expect(JSON.parse(step.outputs["base-digests"] ?? "")).toEqual({ support: expect.stringMatching(/^sha256:/) });
    expect(await readFile(step.outputs["report-path"] ?? "", "utf8")).toContain("<!doctype html>");
    expect(await readFile(step.outputs["comment-path"] ?? "", "utf8")).toContain(marker);

    const [before, asked] = [changesAsked(), github.asked.length];
    const again = await gated("pull_request", pullRequestEvent("synchronize", { base: head, head }), "writes");
    expect(again).toMatchObject({ exit: 0, outputs: { changed: "true" } });
    expect(github.asked.length, "the comment is looked for").toBeGreaterThan(asked);
    expect(changesAsked(), "the same text is not written again").toBe(before);
  });

  test("it breaks something: the same comment, refused; GitHub is overloaded, and waited for", async () => {
    github.interrupt(
      { method: "GET", status: 502, body: { message: "Server Error" } },
      {
        method: "PATCH",
        status: 403,
        headers: { "retry-after": "1" },
        body: { message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again." },
      },
    );
    const file = join(await sharedFolder(), "report.json");
    const { head, step } = await push({ files: renamed }, "-o", file);
    expect(step.exit, step.stderr).toBe(1);
    expect(told()).toEqual([{ by: bot.login, body: expect.stringContaining(`commit ${head.slice(0, 12)}`) }]);
    expect(told()[0]?.body).toContain("TOOL");
    expect(step.outputs).toMatchObject({ verdict: "no", "exit-code": "1" });
    expect(Number(step.outputs["breaking-count"])).toBeGreaterThan(0);
    expect(isOne(JSON.parse(await readFile(file, "utf8")) as JsonObject)).toBe(true);
    expect(names(step)[0]).toBe("error");
  });

  test("it is waived by the change itself: allowed, and told first", async () => {
    const [, ...waivers] = (told()[0]?.body ?? "")
      .split(/(?=^- fingerprint: )/m)
      .map((one) => one.split("```")[0] ?? "");
    const text = waivers.join("").replaceAll('reason: ""', 'reason: "nobody calls it"');
    const { step } = await push({ files: { ...renamed, ".promptctl-waivers.yaml": text } });
    expect(step.exit, step.stdout + step.stderr).toBe(0);
    const body = told()[0]?.body ?? "";
    expect(body).toContain("nobody calls it");
    expect(body.indexOf("nobody calls it")).toBeLessThan(body.indexOf("golden tasks"));
  });

  test("a golden task fails, of a prompt that commands, forges and mentions: nobody obeys", async () => {
    const { step } = await push({ files: { "prompts/support/policy.md": hostile.replace("kind", "rude") } });
    expect(step.exit, step.stderr).toBe(1);
    expect(step.outputs).toMatchObject({ verdict: "no", failed: "1", passed: "0" });
    expect(new Set(names(step))).toEqual(new Set(["error", "warning"]));
    expect(step.commands.filter(({ message }) => message.startsWith("obeyed"))).toEqual([]);
    const [comment, ...others] = told();
    expect(others).toEqual([]);
    for (const text of [comment?.body ?? "", step.summary]) {
      expect(text, "what nobody obeys is shown").toMatch(/obeyed[\s\S]*octocat/);
      expect(text.split(marker)).toHaveLength(2);
      const html = renderMarkdown(text).replaceAll(/<pre>[\s\S]*?<\/pre>/g, "");
      expect(html).not.toMatch(/(?<![a-z])@octocat|<img/);
    }
  });

  test("it is mended", async () => {
    const { step } = await push({ files: kinder });
    expect(step.exit, step.stderr).toBe(0);
    expect(told()).toEqual([{ by: bot.login, body: expect.stringContaining("nothing to object to") }]);
  });

  test("it is taken back: the comment says so, and an older one of ours stays alone", async () => {
    const { head, step } = await push({ files: { "README.md": "Hello again\n" } });
    expect(step.exit, step.stderr).toBe(0);
    expect(told()).toEqual([
      { by: bot.login, body: expect.stringMatching(/^.*\n\n## promptctl gate: no contract change/) },
    ]);
    expect(told()[0]?.body).toContain(head.slice(0, 12));
  });

  test("there is no answer: the comment does not go on saying the last one", async () => {
    const { step } = await push({ files: kinder }, "--fail-on", "sometimes");
    expect(step.exit).toBe(2);
    expect(told()).toEqual([
      { by: bot.login, body: expect.stringMatching(/^.*\n\n## promptctl gate: there is no answer\n\n⚠️ .*--fail-on/) },
    ]);
  });

  test("opened again from a fork: the summary has the report, and the verdict stands", async () => {
    const before = told();
    const { step } = await push({ files: renamed, action: "reopened", from: "mallory/shop", token: "reads" });
    expect(step.exit, step.stderr).toBe(1);
    expect(told()).toEqual(before);
    expect(step.summary).toContain("TOOL");
    expect(step.summary).toContain("from a fork may only read");
    const [notice] = step.commands.filter(({ name }) => name === "notice");
    expect(notice?.message).toMatch(/^the comment could not be kept up to date: .*from a fork may only read/);
    expect(`${step.stdout}${step.stderr}`).not.toContain("reads");
  });

  test("in a merge group nobody reads comments", async () => {
    const before = github.asked.length;
    const base = await origin.git("rev-parse", "main");
    const step = await gated("merge_group", { action: "checks_requested", merge_group: { base_sha: base } }, "writes");
    expect(step.exit, step.stderr).toBe(1);
    expect(github.asked.length).toBe(before);
    expect(step.summary).toContain("TOOL");
  });

  test("a wrong token, and no answer to give: the summary says why", async () => {
    const { step } = await push({ files: { "promptctl.yaml": "runner: 7\n" }, token: "nobody" }, "--base", "nowhere");
    expect(step.exit).toBe(3);
    expect(step.outputs).toMatchObject({ verdict: "unknown", "exit-code": "3" });
    expect(step.summary).toContain("nowhere");
  });
});
