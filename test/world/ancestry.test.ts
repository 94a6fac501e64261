import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ancestryOf, commitsAmong } from "../../src/world/git/ancestry.ts";
import { beginningOf, commitAsOf } from "../../src/world/git/as-of.ts";
import { gitContext } from "../helpers/git-context.ts";
import { type Repository, temporaryFolder, temporaryRepository } from "../helpers/repository.ts";
import { commitOn } from "../helpers/then.ts";

/** base ─ left ─ merge, with right beside left: written on the 2nd, merged on the 5th. */
async function merged(): Promise<{ readonly repository: Repository; readonly ids: Readonly<Record<string, string>> }> {
  const repository = await temporaryRepository();
  const base = await commitOn(repository, "2026-11-01T10:00:00Z", { a: "1" });
  await repository.git("switch", "--quiet", "-c", "side");
  const right = await commitOn(repository, "2026-11-02T10:00:00Z", { b: "1" });
  await repository.git("switch", "--quiet", "main");
  const left = await commitOn(repository, "2026-11-03T10:00:00Z", { a: "2" });
  const tree = await repository.git("merge-tree", "--write-tree", left, right);
  const run = await repository.git("commit-tree", tree, "-p", left, "-p", right, "-m", "merge");
  await repository.git("reset", "--quiet", "--hard", run);
  return { repository, ids: { base, left, right, merge: run } };
}

describe("ancestry", () => {
  test("is what git says, pair by pair", async () => {
    const { repository, ids } = await merged();
    const context = gitContext(repository.folder);
    const all = Object.values(ids);
    const { contains, order } = await ancestryOf(context, all, all);
    const held = Object.entries(ids).map(([name, id]) => [
      name,
      Object.keys(ids).filter((other) => contains(id, ids[other] ?? "")),
    ]);
    expect(Object.fromEntries(held)).toEqual({
      base: ["base"],
      left: ["base", "left"],
      right: ["base", "right"],
      merge: ["base", "left", "right", "merge"],
    });
    expect([...order.keys()]).toEqual([ids["merge"], ids["left"], ids["right"], ids["base"]]);
  });

  test("of nothing is nothing", async () => {
    const { repository, ids } = await merged();
    const { contains, order } = await ancestryOf(gitContext(repository.folder), [], [ids["base"] ?? ""]);
    expect([order.size, contains(ids["merge"] ?? "", ids["base"] ?? "")]).toEqual([0, false]);
  });
});

describe("commits among some names", () => {
  test("are whole ids of commits that are here", async () => {
    const { repository, ids } = await merged();
    const { base = "" } = ids;
    const blob = await repository.git("rev-parse", `${base}:a`);
    const asked = [base, base, blob, base.slice(0, 12), "HEAD", "--all", "", "0".repeat(40), `${base}\n--all`];
    expect(await commitsAmong(gitContext(repository.folder), asked)).toEqual(new Set([base]));
    expect(await commitsAmong(gitContext(repository.folder), [])).toEqual(new Set());
  });
});

describe("a branch as it was", () => {
  test("is its newest commit that is not later; a merge counts from when it was merged", async () => {
    const { repository, ids } = await merged();
    const at = async (time: string): Promise<string | undefined> => {
      const commit = await commitAsOf(gitContext(repository.folder), "main", new Date(time));
      return Object.keys(ids).find((name) => ids[name] === commit);
    };
    expect(await at("2026-10-31T00:00:00Z")).toBeUndefined();
    expect(await at("1969-01-01T00:00:00Z")).toBeUndefined();
    expect(await at("2026-11-01T10:00:00Z")).toBe("base");
    expect(await at("2026-11-02T23:00:00Z")).toBe("base");
    expect(await at("2026-11-03T23:00:00Z")).toBe("left");
    expect(await at("2999-01-01T00:00:00Z")).toBe("merge");
  });

  test("begins where its history does, in this clone", async () => {
    const { repository, ids } = await merged();
    const clone = await temporaryFolder();
    await repository.git("switch", "--quiet", "--detach", ids["left"] ?? "");
    await repository.git("branch", "--force", "main");
    await repository.git("clone", "--quiet", "--depth", "1", "--branch", "main", `file://${repository.folder}`, clone);
    const whole = await beginningOf(gitContext(repository.folder), "main");
    expect(whole).toEqual({ at: new Date("2026-11-01T10:00:00Z"), shallow: false });
    expect(await beginningOf(gitContext(clone), "HEAD")).toEqual({
      at: new Date("2026-11-03T10:00:00Z"),
      shallow: true,
    });
  });
});

test("ancestry of any graph is reachability", async () => {
  const repository = await temporaryRepository();
  const empty = await repository.git("hash-object", "-w", "-t", "tree", "/dev/null");
  const shapes = fc.array(fc.array(fc.nat({ max: 20 }), { maxLength: 3 }), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(shapes, async (parents) => {
      const ids: string[] = [];
      const above: Set<number>[] = [];
      for (const [at, named] of parents.entries()) {
        const chosen = at === 0 ? [] : [...new Set(named.map((one) => one % at))];
        const flags = chosen.flatMap((one) => ["-p", ids[one] ?? ""]);
        ids.push(await repository.git("commit-tree", empty, ...flags, "-m", `commit ${at}`));
        above.push(new Set([at, ...chosen.flatMap((one) => [...(above[one] ?? [])])]));
      }
      const { contains } = await ancestryOf(gitContext(repository.folder), ids, ids);
      for (const [at, id] of ids.entries()) {
        expect(ids.map((other) => contains(id, other))).toEqual(ids.map((_, other) => above[at]?.has(other) === true));
      }
    }),
    { numRuns: 8 },
  );
});
