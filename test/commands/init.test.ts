import { beforeAll, describe, test } from "vitest";
import { openRepository, temporaryRepository } from "../helpers/repository.ts";
import { contentsOf, expectExit, expectYes, pointerOn, sharedFolder } from "../helpers/shop.ts";

const files = [
  "goldens/agent.mjs",
  "goldens/support/everyday.yaml",
  "goldens/support/security.yaml",
  "promptctl.yaml",
  "prompts/support/contract.yaml",
  "prompts/support/policy.md",
];

let folder: string;
beforeAll(async () => {
  folder = await sharedFolder();
});

describe("a newcomer", () => {
  test("starts in an empty folder, and everything is in order", async ({ expect }) => {
    expect((await expectYes(folder, "init")).data).toEqual({ files });
    expect(Object.keys(await contentsOf(folder))).toEqual(files);
    expect((await expectYes(folder, "check")).data).toMatchObject({ findings: [] });
    expect((await expectYes(folder, "test")).data).toMatchObject({ passed: 2, failed: 0, unmeasured: 0 });
  });

  test("who starts twice is told, and loses nothing", async ({ expect }) => {
    const before = await contentsOf(folder);
    const refused = await expectExit(2, folder, "init");
    expect(refused.failure).toMatchObject({
      code: "EXISTS",
      hint: "remove or rename what stands in the way, or start in another folder",
    });
    expect(refused.verdict).toContain("promptctl.yaml");
    expect(await contentsOf(folder)).toEqual(before);
  });

  test("releases it: commit, evidence, canary, prod", async ({ expect }) => {
    const repository = openRepository(folder);
    await temporaryRepository({}, { folder });
    await repository.commit("Add the support agent");
    const saved = await expectYes(folder, "test", "--save");
    expect(saved.data).toMatchObject({
      evidence: [
        { kind: "golden", passed: ["refund_broken"] },
        { kind: "security", passed: ["keeps_instructions"] },
      ],
    });
    await expectYes(folder, "promote", "canary", "--yes");
    await expectYes(folder, "promote", "prod", "--yes");
    expect(await pointerOn(repository, "support/prod")).toMatchObject({ serial: 1, previous: null, ramp: null });
    expect(await repository.git("status", "--porcelain")).toBe("");
    expect(await repository.git("rev-list", "--count", "promptctl/releases")).toBe("3");
  });
});

test("one file in the way is enough: nothing of the starter is written", async ({ expect }) => {
  const { folder: other, write } = await temporaryRepository();
  await write({ "prompts/support/policy.md": "mine\n" });
  const before = await contentsOf(other);
  const refused = await expectExit(2, other, "init");
  expect(refused.verdict).toBe("prompts/support/policy.md is there already, and init never overwrites");
  expect(await contentsOf(other)).toEqual(before);
});
