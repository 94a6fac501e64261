import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type CommentPlace, keepComment } from "../../../src/commands/act/github/comment.ts";
import { writeOutputs, writeSummary } from "../../../src/commands/act/github/files.ts";
import { type Page, paragraph, type Report } from "../../../src/report/report.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { type GithubServer, startGithub } from "../../helpers/github-server.ts";
import { temporaryFolder } from "../../helpers/repository.ts";

const marker = "<!-- promptctl gate: . -->";
const bot = { login: "github-actions[bot]", type: "Bot", may: "write" } as const;

function placeOf({ url }: GithubServer): CommentPlace {
  const at = (path: string) => ({
    url: new URL(`${url}${path}`),
    token: "writes",
    signal: new AbortController().signal,
  });
  return { server: at(""), graphql: at("/graphql"), repository: "octo/shop", number: 7 };
}

const wanted = (...texts: readonly string[]) => ({
  marker,
  texts: texts.map((text) => () => `${marker}\n\n${text}`),
  isNews: true,
});

const bodies = ({ comments }: GithubServer) => comments.map(({ body }) => body.replace(`${marker}\n\n`, ""));

describe("one comment", () => {
  test("of several of ours the newest is changed", async () => {
    await using github = await startGithub({ writes: bot });
    for (const text of ["old", "older still"]) github.say(bot, `${marker}\n\n${text}`);
    expect(await keepComment(placeOf(github), wanted("new"))).toBe(null);
    expect(bodies(github)).toEqual(["old", "new"]);
  });

  test("what is too long is said shorter", async () => {
    await using github = await startGithub({ writes: bot });
    expect(await keepComment(placeOf(github), wanted("x".repeat(70_000), "short"))).toBe(null);
    expect(bodies(github)).toEqual(["short"]);
  });

  test("nothing is short enough: it is refused", async () => {
    await using github = await startGithub({ writes: bot });
    expect(await keepComment(placeOf(github), wanted("x".repeat(70_000)))).toMatchObject({ reason: "too long" });
    expect(bodies(github)).toEqual([]);
  });

  test("one that somebody deletes meanwhile is made again", async () => {
    await using github = await startGithub({ writes: bot });
    github.say(bot, `${marker}\n\nold`);
    github.interrupt({ method: "PATCH", status: 404, body: { message: "Not Found" } });
    expect(await keepComment(placeOf(github), wanted("new"))).toBe(null);
    expect(bodies(github)).toEqual(["old", "new"]);
  });

  test.each([
    ["of a workflow's token, it is known all the same", bot.login, ["new"], null],
    ["of anybody else's, nothing is posted", "another[bot]", ["old"], { reason: "other" }],
  ])("GitHub does not say whose token it is: %s", async (_what, login, said, refused) => {
    await using github = await startGithub({ writes: bot });
    github.say({ login, type: "Bot" }, `${marker}\n\nold`);
    github.interrupt({ method: "POST", status: 400, body: { message: "no GraphQL here" } });
    const answer = await keepComment(placeOf(github), wanted("new"));
    expect(bodies(github)).toEqual(said);
    if (refused === null) expect(answer).toBe(null);
    else expect(answer).toMatchObject(refused);
  });
});

const report: Report = { command: "gate", answer: "yes", verdict: "fine", blocks: [], data: {} };

function pageOf(text: string): Page {
  const part = { title: "Part", folded: false, noun: ["piece", "pieces"], stays: 1 } as const;
  const pieces = Array.from({ length: 2_000 }, () => [paragraph(text)]);
  return { marker: "x", title: "x", lead: [], parts: [{ ...part, pieces }], foot: [], whole: "x" };
}

describe("the summary of a step", () => {
  test.each(["a", "é", "漢"])(
    "holds a megabyte of bytes, whatever the letters (%s), and says what it left out",
    async (letter) => {
      const file = join(await temporaryFolder(), "summary.md");
      await writeFile(file, "before\n");
      expect(await writeSummary(file, report, pageOf(letter.repeat(1_000)))).toBe(null);
      const written = await readFile(file);
      expect(written.length).toBeLessThanOrEqual(1024 * 1024);
      expect(written.length).toBeGreaterThan(900_000);
      expect(written.toString("utf8")).toMatch(
        /^before\n<!-- x -->[\s\S]*Left out, because this place has an end: [\d,]+ pieces/,
      );
    },
  );

  test("that is full stays as it is, and that is said", async () => {
    const file = join(await temporaryFolder(), "summary.md");
    await writeFile(file, "x".repeat(1024 * 1024));
    expect(await writeSummary(file, report, pageOf("a"))).toMatch(/no room left/);
    expect((await readFile(file)).length).toBe(1024 * 1024);
  });
});

test("an output that ends itself stays one value", async () => {
  const file = join(await temporaryFolder(), "output");
  expect(await writeOutputs(file, { one: "a\npromptctl_\nverdict=yes", two: "b" }, systemClock)).toBe(null);
  const [, first = "", , , last = ""] = (await readFile(file, "utf8")).split("\n");
  expect(first).toBe("a");
  expect(last).toMatch(/^promptctl_[0-9a-f]{12}$/);
});
