import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openRepository, type Repository, temporaryFolder } from "../../helpers/repository.ts";
import { reviewIn } from "../../helpers/review.ts";
import { remoteOf } from "../../helpers/remote.ts";
import { commitWords, sharedFolder, sharedRepository, shop } from "../../helpers/shop.ts";
import { inCi, worldAt } from "../../helpers/world.ts";

/** main: first, second (another contract); feature, from first: words of `support`; a merge commit of both, as GitHub makes it. */
let server: Repository;
const ids: Record<"first" | "second" | "feature" | "merge", string> = { first: "", second: "", feature: "", merge: "" };
beforeAll(async () => {
  const work = await sharedRepository(shop({ names: ["support", "triage"] }));
  ids.first = await work.git("rev-parse", "HEAD");
  await work.git("checkout", "--quiet", "-b", "feature");
  ids.feature = await commitWords(work, "Be kind and brief.");
  await work.git("checkout", "--quiet", "main");
  ids.second = await commitWords(work, "Be kind and quick.", "triage");
  await work.git("checkout", "--quiet", "--detach", "main");
  await work.git("merge", "--quiet", "--no-ff", "-m", "merge", "feature");
  ids.merge = await work.git("rev-parse", "HEAD");
  await work.git("update-ref", "refs/pull/1/merge", ids.merge);
  await work.git("checkout", "--quiet", "main");
  server = await remoteOf(work);
  await server.git("fetch", "--quiet", work.folder, "refs/pull/*:refs/pull/*");
  // As GitHub does: any commit that can be reached may be asked for.
  await server.git("config", "uploadpack.allowReachableSHA1InWant", "true");
});

/** As actions/checkout does it. */
async function checkout(commit: string, ...depth: readonly string[]): Promise<Repository> {
  const folder = await sharedFolder();
  const clone = openRepository(folder);
  await clone.git("init", "--quiet");
  await clone.git("remote", "add", "origin", `file://${server.folder}`);
  await clone.git("fetch", "--quiet", "--no-tags", ...depth, "origin", commit);
  await clone.git("checkout", "--quiet", "--detach", "FETCH_HEAD");
  return clone;
}

async function withEvent(payload: object) {
  const path = join(await temporaryFolder(), "event.json");
  await writeFile(path, JSON.stringify(payload));
  return inCi({ GITHUB_EVENT_PATH: path });
}

const contractsOf = (review: Awaited<ReturnType<typeof reviewIn>>): readonly string[] =>
  review.contracts.map(({ contract }) => contract);
const pullRequest = () => ({ pull_request: { base: { sha: ids.first }, head: { sha: ids.feature } } });

describe("in a CI the base is what the change is asked into", () => {
  test("of the merge commit of a pull request its first parent, also where the branch moved on", async () => {
    for (const depth of [["--depth=1"], ["--depth=2"], []]) {
      const { folder } = await checkout("refs/pull/1/merge", ...depth);
      const review = await reviewIn(worldAt(folder, await withEvent(pullRequest())));
      expect(contractsOf(review)).toEqual(["support"]);
      expect(review.base).toEqual({
        name: `commit ${ids.second.slice(0, 7)}`,
        how: "the first parent of the merge commit",
      });
    }
  });

  test("of the head of a pull request where it left the branch, and not what the branch did since", async () => {
    for (const depth of [["--depth=1"], []]) {
      const { folder } = await checkout(ids.feature, ...depth);
      const event = { pull_request: { base: { sha: ids.second }, head: { sha: ids.feature } } };
      const review = await reviewIn(worldAt(folder, await withEvent(event)));
      expect(contractsOf(review)).toEqual(["support"]);
      expect(review.base.how).toBe("the merge base with the base of the pull request");
    }
  });

  test("of a merge group its base, of a push what was there before, of a merge request where it begins", async () => {
    const { folder } = await checkout(ids.merge, "--depth=1");
    const group = await reviewIn(worldAt(folder, await withEvent({ merge_group: { base_sha: ids.first } })));
    expect([contractsOf(group), group.base.how]).toEqual([["support", "triage"], "the base of the merge group"]);
    const push = await reviewIn(worldAt(folder, await withEvent({ before: ids.second })));
    expect([contractsOf(push), push.base.how]).toEqual([["support"], "what the branch was before this push"]);
    const merge = await reviewIn(worldAt(folder, inCi({ CI_MERGE_REQUEST_DIFF_BASE_SHA: ids.first })));
    expect([contractsOf(merge), merge.base.how]).toEqual([["support", "triage"], "where the merge request begins"]);
  });

  test("a commit that cannot be had is said to be missing, and what to fetch", async () => {
    const { folder } = await checkout("refs/pull/1/merge", "--depth=1");
    const event = await withEvent({ merge_group: { base_sha: ids.first } });
    await expect(reviewIn(worldAt(folder, { ...event, offline: true }))).rejects.toMatchObject({
      code: "COMMIT_MISSING",
      kind: "world",
      message: `the base ${ids.first} is not in this clone`,
      hint: `fetch it: git fetch origin ${ids.first}; in GitHub Actions: actions/checkout with fetch-depth: 2`,
    });
  });

  test("a push of a new branch says nothing of what was there: where the default branch was left counts", async () => {
    const { folder, git } = await checkout(ids.feature);
    await git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main");
    const review = await reviewIn(worldAt(folder, await withEvent({ before: "0".repeat(40) })));
    expect([contractsOf(review), review.base.how]).toEqual([["support"], "the merge base with origin/main"]);
  });
});

describe("at a keyboard the base is where the default branch was left", () => {
  test("with what is not committed", async () => {
    const { folder, git, write } = await checkout(ids.feature);
    await git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main");
    await write({ "prompts/triage/policy.md": "Be slow.\n" });
    const review = await reviewIn(worldAt(folder));
    expect([contractsOf(review), review.base]).toEqual([
      ["support", "triage"],
      { name: `commit ${ids.first.slice(0, 7)}`, how: "the merge base with origin/main" },
    ]);
  });

  test("a merge commit is no reason to compare with its parent", async () => {
    const { folder, git } = await checkout(ids.merge);
    await git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main");
    expect((await reviewIn(worldAt(folder))).base.how).toBe("the merge base with origin/main");
  });

  test("what a remote once said counts for as long as there is one", async () => {
    const { folder, git } = await checkout(ids.feature);
    await git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main");
    await git("branch", "main", ids.feature);
    await git("config", "--remove-section", "remote.origin");
    expect((await reviewIn(worldAt(folder))).base.how).toBe("the merge base with main");
  });

  test("of a clone of one branch nobody knows that it is the default one", async () => {
    const { folder, git } = await checkout(ids.feature, "--depth=1");
    await git("checkout", "--quiet", "-b", "feature");
    await expect(reviewIn(worldAt(folder))).rejects.toMatchObject({ code: "NO_DEFAULT_BRANCH" });
    await expect(reviewIn(worldAt(folder), { base: "HEAD~1" })).rejects.toMatchObject({
      code: "NOT_CLONED",
      kind: "world",
    });
  });

  test("a shallow clone is never made deeper unasked, and never says that nothing changed", async () => {
    const { folder, git } = await checkout(ids.feature, "--depth=1");
    await git("fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main");
    await expect(reviewIn(worldAt(folder))).rejects.toMatchObject({
      code: "NO_MERGE_BASE",
      kind: "world",
      hint: "in a shallow clone fetch the history first: git fetch --unshallow",
    });
    expect(await git("rev-parse", "--is-shallow-repository")).toBe("true");
  });
});
