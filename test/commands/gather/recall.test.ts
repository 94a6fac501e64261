import { chown, mkdir, readdir, readFile, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkProject } from "../../../src/commands/gather/checked.ts";
import { openProject } from "../../../src/commands/gather/project.ts";
import { recallOr } from "../../../src/commands/gather/recall.ts";
import type { Report } from "../../../src/report/report.ts";
import type { World } from "../../../src/world/world.ts";
import { systemClock } from "../../../src/world/clock.ts";
import { promptctl } from "../../helpers/cli.ts";
import { type Repository, temporaryRepository } from "../../helpers/repository.ts";
import { inCi, worldAt } from "../../helpers/world.ts";

const contract = `contract: support
model: { provider: openai, name: gpt-5-mini-2026-01-15 }
system: [{ file: ./policy.md }, { file: ../../shared/tone.md }]
budgets: { max_steps: 4, max_tokens: 4000 }
`;
const files = {
  "promptctl.yaml": "contracts: prompts/*/contract.yaml\n",
  "prompts/support/contract.yaml": contract,
  "prompts/support/policy.md": "Be kind.\n",
  "shared/tone.md": "Be short.\n",
  "goldens/support/tasks.yaml": "contract: support\ntasks: [{ id: hello, input: Hello, expect_stop_reason: finish }]\n",
  "README.md": "Not read.\n",
};

const plain = { contract: [], strict: false, waivers: false };
const question = { verb: "check", input: {} };

/** The answer of a program that remembers, and how often it had to work for it. */
function asker(
  folder: string,
  build = "one",
  part: Partial<World> = {},
): { ask(): Promise<Report>; readonly worked: () => number } {
  const world = worldAt(folder, { clock: systemClock, ...part });
  let worked = 0;
  return {
    ask: () =>
      recallOr(
        world,
        question,
        async (watch) => {
          worked += 1;
          return checkProject(world, await watch(await openProject(world, "use the rest")), plain);
        },
        build,
      ),
    worked: () => worked,
  };
}

async function fresh(folder: string): Promise<Report> {
  const world = worldAt(folder, { clock: systemClock });
  return checkProject(world, await openProject(world, "use the rest"), plain);
}

function said(report: Report): unknown {
  return JSON.parse(JSON.stringify(report));
}

test("what did not change is not worked out again, whoever committed it meanwhile", async () => {
  const repository = await temporaryRepository(files);
  const { ask, worked } = asker(repository.folder);
  const first = await ask();
  await repository.write({ "README.md": "Still not read.\n" });
  await repository.git("commit", "--quiet", "--all", "-m", "second");
  expect([said(await ask()), worked()]).toEqual([said(first), 1]);
  // Other marks, and the same bytes.
  await utimes(join(repository.folder, "shared/tone.md"), 1, 1);
  await repository.write({ "prompts/support/policy.md": files["prompts/support/policy.md"] });
  expect([said(await ask()), worked()]).toEqual([said(first), 1]);
});

test("another build, another question, and a repository that was moved are worked out", async () => {
  const { folder } = await temporaryRepository(files);
  await asker(folder).ask();
  const other = asker(folder, "two");
  await other.ask();
  expect(other.worked()).toBe(1);
  await mkdir(join(folder, "prompts/support/own"));
  const below = asker(join(folder, "prompts/support/own"));
  await below.ask();
  expect(below.worked()).toBe(1);
});

test("a CI works everything out", async () => {
  const { folder } = await temporaryRepository(files);
  const { ask, worked } = asker(folder, "one", inCi());
  await ask();
  await ask();
  expect(worked()).toBe(2);
});

test("what was known before is known again when it comes back", async () => {
  const { folder, write } = await temporaryRepository(files);
  const { ask, worked } = asker(folder);
  const first = await ask();
  await write({ "prompts/support/policy.md": "Be kind, and {{unknown}}.\n" });
  expect((await ask()).answer).toBe("no");
  await write({ "prompts/support/policy.md": files["prompts/support/policy.md"] });
  expect([said(await ask()), worked()]).toEqual([said(first), 2]);
});

type Edit = readonly [name: string, edit: (repository: Repository) => Promise<unknown>];

const edits: readonly Edit[] = [
  ["a broken contract", ({ write }) => write({ "prompts/support/contract.yaml": "contract: support\n" })],
  ["a sound one", ({ write }) => write({ "prompts/support/contract.yaml": contract })],
  ["as many other bytes", ({ write }) => write({ "prompts/support/policy.md": "Be {{a}}.\n" })],
  ["a text as it was", ({ write }) => write({ "prompts/support/policy.md": "Be kind.\n" })],
  ["a fragment from elsewhere", ({ write }) => write({ "shared/tone.md": "Be {{nobody}}.\n" })],
  ["a fragment that goes", ({ folder }) => rm(join(folder, "shared/tone.md"), { force: true })],
  ["a fragment that comes back", ({ write }) => write({ "shared/tone.md": "Be short.\n" })],
  ["a fragment that nobody takes in", ({ write }) => write({ "prompts/support/old.md": "Unused.\n" })],
  ["which goes again", ({ folder }) => rm(join(folder, "prompts/support/old.md"), { force: true })],
  ["a second contract", ({ write }) => write({ "prompts/sales/contract.yaml": "contract: other\n" })],
  ["an empty folder", ({ folder }) => mkdir(join(folder, "prompts/empty"), { recursive: true })],
  ["a contract in it", ({ write }) => write({ "prompts/empty/contract.yaml": "contract: empty\n" })],
  ["no such folder", ({ folder }) => rm(join(folder, "prompts/empty"), { recursive: true, force: true })],
  ["other golden tasks", ({ write }) => write({ "goldens/support/tasks.yaml": "contract: support\ntasks: []\n" })],
  ["settings", ({ write }) => write({ "promptctl.yaml": "severities: { GOLDEN_NONE: error }\n" })],
  ["other settings", ({ write }) => write({ "promptctl.yaml": files["promptctl.yaml"] })],
  ["no settings", ({ folder }) => rm(join(folder, "promptctl.yaml"), { force: true })],
  ["waivers", ({ write }) => write({ ".promptctl-waivers.yaml": "- fingerprint: zz\n" })],
  ["nothing that is read", ({ write }) => write({ "README.md": "Other.\n" })],
  [
    "a link in place of a folder",
    async ({ folder }) => {
      await rm(join(folder, "away"), { recursive: true, force: true });
      await rename(join(folder, "prompts"), join(folder, "away"));
      await symlink("away", join(folder, "prompts"));
    },
  ],
  [
    "a folder in place of a link",
    async ({ folder, write }) => {
      await rm(join(folder, "prompts"), { recursive: true, force: true });
      await write(files);
    },
  ],
];

test("law: whatever changes, the answer is the one that somebody without a memory gives", async () => {
  const some = fc.array(fc.constantFrom(...edits), { minLength: 3, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(some, async (chosen) => {
      const repository = await temporaryRepository(files);
      const { ask } = asker(repository.folder);
      const answer = async (work: () => Promise<Report>): Promise<unknown> => {
        try {
          return said(await work());
        } catch (error) {
          return String(error);
        }
      };
      for (const [name, edit] of [["nothing", async () => undefined] as const, ...chosen]) {
        await edit(repository);
        const expected = await answer(() => fresh(repository.folder));
        expect([name, await answer(ask)]).toEqual([name, expected]);
        expect([`${name}, asked again`, await answer(ask)]).toEqual([`${name}, asked again`, expected]);
      }
    }),
    { numRuns: 12 },
  );
});

test("what cannot be looked at is told as without a memory, each time anew", async () => {
  const { folder } = await temporaryRepository(files);
  await rm(join(folder, "shared"), { recursive: true });
  await symlink("shared", join(folder, "shared"));
  const { ask, worked } = asker(folder);
  const expected = said(await fresh(folder));
  expect([said(await ask()), said(await ask()), worked()]).toEqual([expected, expected, 2]);
});

describe("what is kept", () => {
  async function kept(folder: string): Promise<readonly string[]> {
    const answers = join(folder, ".git/promptctl/answers");
    const [group = ""] = await readdir(answers);
    return (await readdir(join(answers, group))).map((name) => join(answers, group, name));
  }

  test.each([
    ["taken away", (path: string) => rm(path)],
    ["emptied", (path: string) => writeFile(path, "")],
    ["torn", async (path: string) => writeFile(path, (await readFile(path, "utf8")).slice(0, 40))],
    ["something else", (path: string) => writeFile(path, "[]\n[]")],
  ])("may be %s", async (_name, spoil) => {
    const { folder } = await temporaryRepository(files);
    const { ask } = asker(folder);
    const first = await ask();
    for (const path of await kept(folder)) await spoil(path);
    expect(said(await ask())).toEqual(said(first));
  });

  test("lies where no commit can put it, and a folder that cannot be written is no fault", async () => {
    const { folder, git } = await temporaryRepository(files);
    await asker(folder).ask();
    expect(await git("status", "--porcelain", "--ignored")).toBe("");
    await rm(join(folder, ".git/promptctl"), { recursive: true });
    await writeFile(join(folder, ".git/promptctl"), "in the way");
    const { ask, worked } = asker(folder);
    await ask();
    await ask();
    expect(worked()).toBe(2);
  });

  test("by the built program, gives the same bytes in every format", async () => {
    const { folder, write } = await temporaryRepository(files);
    await write({ "prompts/support/old.md": "Unused.\n" });
    const without = await promptctl(folder, "check", "--format", "json");
    expect(without.stdout).toContain("FRAGMENT_UNUSED");
    for (const format of ["human", "json", "markdown", "github"]) {
      await rm(join(folder, ".git/promptctl"), { recursive: true, force: true });
      const first = await promptctl(folder, "check", "--format", format);
      expect(await kept(folder)).toHaveLength(2);
      expect(await promptctl(folder, "check", "--format", format)).toEqual(first);
    }
  });

  test.skipIf(process.getuid?.() !== 0)(
    "of another user is not believed (only root can make such a folder)",
    async () => {
      const { folder } = await temporaryRepository(files);
      const { ask, worked } = asker(folder);
      await ask();
      await chown(join(folder, ".git"), 12_345, 12_345);
      // git refuses such a repository itself.
      await expect(ask()).rejects.toMatchObject({ code: "FOREIGN_REPOSITORY" });
      expect(worked()).toBe(2);
    },
  );
});

describe("diff, by the built program", () => {
  /** As it is with what is kept, and as it is without. */
  async function both(folder: string, base: string, formats: readonly string[] = ["json"]): Promise<void> {
    const args = [base];
    for (const format of formats) {
      const first = await promptctl(folder, "diff", ...args, "--format", format);
      const again = await promptctl(folder, "diff", ...args, "--format", format);
      await rm(join(folder, ".git/promptctl"), { recursive: true, force: true });
      const without = await promptctl(folder, "diff", ...args, "--format", format);
      expect([format, first]).toEqual([format, without]);
      expect([format, again]).toEqual([format, without]);
    }
  }

  test("of commits and of the working tree is the same with what is kept and without", async () => {
    const { folder, write, commit } = await temporaryRepository(files);
    await write({ "prompts/support/policy.md": "Be kind. Never refund.\n" });
    await commit("second");
    await both(folder, "HEAD~1..HEAD", ["human", "json", "markdown"]);
    expect((await promptctl(folder, "diff", "HEAD~1..HEAD")).stdout).toContain("Never refund.");

    await write({ "shared/tone.md": "Be very short.\n" });
    await both(folder, "HEAD~1");
    await write({ "shared/tone.md": "Be quite long.\n" });
    const said = await promptctl(folder, "diff", "HEAD~1");
    expect(said.stdout).toContain("quite long");
    await both(folder, "HEAD~1");

    await write({ "promptctl.yaml": "severities: { TEXT_REWORDED: breaking }\n" });
    await both(folder, "HEAD~1");
  });
});
