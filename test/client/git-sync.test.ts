import { rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "../../src/client/connect.ts";
import { folderPlace } from "../../src/places/folder.ts";
import { sampleBundle } from "../helpers/contracts.ts";
import { pointerTo } from "../helpers/published.ts";
import { openRepository, type Repository, temporaryFolder, temporaryRepository } from "../helpers/repository.ts";

/**
 * As git-sync does it: the branch is fetched one commit deep, checked out into a working tree of its own, a link
 * is renamed over the old one, and what it led to before is removed.
 */
async function sidecar(remote: Repository) {
  const root = await temporaryFolder();
  const { git } = openRepository(root);
  await git("init", "--quiet");
  let before: string | null = null;
  return {
    source: `file:${join(root, "live")}`,
    sync: async () => {
      await git("fetch", "--quiet", "--depth=1", `file://${remote.folder}`, "promptctl/releases");
      const commit = await git("rev-parse", "FETCH_HEAD");
      const tree = join(root, ".worktrees", commit);
      await git("worktree", "add", "--quiet", "--detach", tree, commit);
      await symlink(join(".worktrees", commit), join(root, "tmp-link"));
      await rename(join(root, "tmp-link"), join(root, "live"));
      if (before !== null) await rm(before, { recursive: true });
      before = tree;
    },
  };
}

test("a runtime polls a checkout of the release branch that is swapped under it, and misses nothing", async () => {
  const repository = await temporaryRepository({}, { branch: "promptctl/releases" });
  const place = folderPlace("the branch", repository.folder);
  const move = async (serial: number): Promise<void> => {
    const bundle = sampleBundle(`says ${serial}`);
    const bundles = new Map([[bundle.digest, bundle.bytes]]);
    await place.publish({ bundles, pointers: [pointerTo(bundle, { serial })] });
    await repository.commit(`serial ${serial}`);
  };
  await move(1);
  const { source, sync } = await sidecar(repository);
  await sync();

  const client = await connect({ source, contract: "support", label: "prod", interval: 5 });
  onTestFinished(() => client.close());
  const first = client.open("s-1");
  expect(first.system()).toBe("says 1");

  for (const serial of [2, 3]) {
    await move(serial);
    await sync();
    // Polls that fell between two names of a file changed nothing, and the next one is as good as any.
    await client.refresh();
    expect(await client.refresh()).toMatchObject({ serial, refusal: null });
    expect(client.open(`s-${serial}`).system()).toBe(`says ${serial}`);
  }

  const later = await connect({ source, contract: "support", label: "prod" });
  onTestFinished(() => later.close());
  expect((await later.resume(first.pin)).system()).toBe("says 1");
});
