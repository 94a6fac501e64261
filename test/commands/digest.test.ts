import { execFileSync } from "node:child_process";
import { access, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, test } from "vitest";
import { cloneOf, type Repository, temporaryFolder } from "../helpers/repository.ts";
import { bundlesOf, copyOf, expectYes, sha256, sharedFolder, sharedRepository, shop } from "../helpers/shop.ts";

const text = "Be kind.\nBe brief.\n\nNever promise what you cannot keep: ünïcödé counts.";

let prepared: Repository;
let digest: string;
beforeAll(async () => {
  prepared = await sharedRepository(shop({ says: text }));
  digest = (await bundlesOf(prepared.folder)).support ?? "";
});

describe.concurrent("the same contract has the same digest", () => {
  test("from the working tree, a commit, a tag, from another folder of the repository", async ({ expect }) => {
    const { folder, git, write, commit } = await copyOf(prepared);
    await git("tag", "-m", "annotated", "v1");
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect((await bundlesOf(folder, "--ref", "HEAD")).support).toBe(digest);
    expect((await bundlesOf(join(folder, "prompts/support"))).support).toBe(digest);

    await write(shop({ says: "Another text." }));
    await commit();
    expect((await bundlesOf(folder)).support).not.toBe(digest);
    expect((await bundlesOf(folder, "--ref", "v1")).support).toBe(digest);
    expect((await bundlesOf(folder, "--ref", "HEAD~1")).support).toBe(digest);
  });

  test("with CRLF on disk, where git converts line endings on checkout", async ({ expect }) => {
    const folder = await sharedFolder();
    execFileSync("git", ["clone", "--quiet", "--config", "core.autocrlf=true", prepared.folder, folder]);
    expect(await readFile(join(folder, "prompts/support/policy.md"), "utf8")).toContain("kind.\r\n");
    expect((await bundlesOf(folder)).support).toBe(digest);
    expect((await bundlesOf(folder, "--ref", "HEAD")).support).toBe(digest);
  });

  test("with CRLF in the commit", async ({ expect }) => {
    const { folder, write, commit } = await copyOf(prepared);
    const files = Object.entries(shop({ says: text })).filter(([path]) => path.startsWith("prompts/"));
    await write(Object.fromEntries(files.map(([path, content]) => [path, content.replaceAll("\n", "\r\n")])));
    await commit();
    expect((await bundlesOf(folder, "--ref", "HEAD")).support).toBe(digest);
  });

  test("other words, other digest; other words about it, the same", async ({ expect }) => {
    const { folder, write } = await copyOf(prepared);
    const path = "prompts/support/contract.yaml";
    const contract = shop()[path] ?? "";
    await write({ [path]: `# a comment\nowner: team-a\ndescription: For people.\n${contract}` });
    expect((await bundlesOf(folder)).support).toBe(digest);
    await write({ "prompts/support/policy.md": `${text} \n` });
    expect((await bundlesOf(folder)).support).not.toBe(digest);
  });
});

describe("work-tree filters", () => {
  test("are not asked where a revision is named: blobs are read as they were committed", async ({ expect }) => {
    const { folder, git, write, commit } = await copyOf(prepared);
    await write({ ".gitattributes": "*.md filter=loud\n*.yaml filter=loud text eol=crlf\n" });
    await commit();
    // From here on git would run it for every status, diff and checkout.
    const marker = join(await temporaryFolder(), "filter-ran");
    await git("config", "filter.loud.clean", `touch '${marker}'; tr a-z A-Z`);
    await git("config", "filter.loud.smudge", `touch '${marker}'; tr a-z A-Z`);
    await write({ "prompts/support/policy.md": "Something else on disk.\n" });

    expect((await bundlesOf(folder, "--ref", "HEAD")).support).toBe(digest);
    await expectYes(folder, "diff", "HEAD~1", "HEAD");
    await expect(access(marker)).rejects.toThrow("ENOENT");
  });
});

describe("build --out", () => {
  test("writes a file that proves itself: its SHA-256 is its name, and the digest", async ({ expect }) => {
    const clone = await cloneOf(prepared.folder);
    await expectYes(clone.folder, "build", "--out", "bundles");
    const [file = ""] = await readdir(join(clone.folder, "bundles"));
    const bytes = await readFile(join(clone.folder, "bundles", file));
    expect(`${sha256(bytes)}.json`).toBe(file);
    expect(`sha256:${sha256(bytes)}`).toBe(digest);
    expect(JSON.parse(bytes.toString())).toMatchObject({ format: "promptctl/bundle/1" });
  });
});
