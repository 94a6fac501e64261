import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { documentOf, promptctl } from "../helpers/cli.ts";
import { temporaryRepository } from "../helpers/repository.ts";
import { commitWords, shop } from "../helpers/shop.ts";

/** Two contracts on staging in one move: `a` for the second time, `b` for the first. */
async function secondAndFirst() {
  const repository = await temporaryRepository(shop({ names: ["a"] }));
  expect((await promptctl(repository.folder, "promote", "staging", "--yes")).exit).toBe(0);
  await repository.write(shop({ names: ["a", "b"] }));
  await commitWords(repository, "Be kind and brief.", "a");
  expect((await promptctl(repository.folder, "promote", "staging", "--all", "--yes")).exit).toBe(0);
  return repository;
}

describe("a rollback of several contracts", () => {
  test("takes back what can go back, and says what cannot", async () => {
    const { folder } = await secondAndFirst();
    const result = await promptctl(folder, "rollback", "staging", "--format", "json");
    expect(result.exit).toBe(0);
    expect(documentOf(result)).toMatchObject({
      data: { pointers: [{ contract: "a", serial: 3 }], notes: [expect.stringContaining("older bundle of b")] },
    });
  });

  test("publishes everything but what the branch does not have, and says so", async () => {
    const { folder, git } = await secondAndFirst();
    const pointer = JSON.parse(await git("show", "promptctl/releases:labels/b/staging.json")) as { current: string };
    const bundle = `bundles/${pointer.current.slice("sha256:".length)}.json`;
    await git("worktree", "add", "--quiet", "../lost", "promptctl/releases");
    await git("-C", "../lost", "rm", "--quiet", bundle);
    await git("-C", "../lost", "commit", "--quiet", "-m", "lost");
    await git("worktree", "remove", "--force", "../lost");
    await rm(join(folder, ".promptctl/live"), { recursive: true });

    const result = await promptctl(folder, "rollback", "staging", "--contract", "a", "--format", "json");
    expect(documentOf(result)).toMatchObject({ exit: 3, failure: { code: "PUBLISH_FAILED" } });
    const { document } = {
      document: documentOf(await promptctl(folder, "status", "--contract", "a", "--format", "json")),
    };
    expect(document).toMatchObject({ exit: 0 });
    const published = await git("hash-object", "--no-filters", ".promptctl/live/labels/a/staging.json");
    expect(published).toBe(await git("rev-parse", "promptctl/releases:labels/a/staging.json"));
  });
});
