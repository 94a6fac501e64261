import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { schemaDocument, schemaKinds } from "../../src/core/shapes.ts";
import { reportSchemaDocument, reportSchemaKinds } from "../../src/report/schema/index.ts";
import { promptctl } from "../helpers/cli.ts";
import { temporaryFolder } from "../helpers/repository.ts";

describe("promptctl schema", () => {
  test.each(schemaKinds)("%s prints the document alone, so that > makes a file of it", async (kind) => {
    const { exit, stdout, stderr } = await promptctl(await temporaryFolder(), "schema", kind);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    expect(stdout).toBe(`${JSON.stringify(schemaDocument(kind), null, 2)}\n`);
  });

  test.each(reportSchemaKinds)("%s prints what programs read", async (kind) => {
    const { exit, stdout } = await promptctl(await temporaryFolder(), "schema", kind);
    expect({ exit, document: JSON.parse(stdout) }).toEqual({ exit: 0, document: reportSchemaDocument(kind) });
  });

  test("is the same as JSON, and a block of code in Markdown", async () => {
    const folder = await temporaryFolder();
    const plain = await promptctl(folder, "schema", "waivers");
    const json = await promptctl(folder, "schema", "waivers", "--format", "json");
    const markdown = await promptctl(folder, "schema", "waivers", "--format", "markdown");
    expect(json.stdout).toBe(plain.stdout);
    expect(markdown.stdout).toBe(`\`\`\`\n${plain.stdout}\`\`\`\n`);
  });

  test("goes into a file with -o, and all of them into a folder with --out", async () => {
    const folder = await temporaryFolder();
    await promptctl(folder, "schema", "config", "-o", "config.schema.json");
    const { exit, stdout } = await promptctl(folder, "schema", "--out", "schemas");
    expect({ exit, stdout }).toMatchObject({ exit: 0, stdout: expect.stringContaining("✔ 10 schemas written") });
    expect((await readdir(join(folder, "schemas"))).toSorted()).toEqual(
      [...schemaKinds, ...reportSchemaKinds].map((kind) => `${kind}.schema.json`).toSorted(),
    );
    for (const kind of schemaKinds) {
      const text = await readFile(join(folder, "schemas", `${kind}.schema.json`), "utf8");
      expect(text).toBe(`${JSON.stringify(schemaDocument(kind), null, 2)}\n`);
    }
    const alone = await readFile(join(folder, "config.schema.json"), "utf8");
    expect(JSON.parse(alone)).toEqual(schemaDocument("config"));
  });

  test("without a kind says where editors find them", async () => {
    const { exit, stdout } = await promptctl(await temporaryFolder(), "schema");
    expect(exit).toBe(0);
    for (const kind of schemaKinds) expect(stdout).toContain(`/${kind}.schema.json`);
    expect(stdout).toContain("# yaml-language-server: $schema=https://");
  });

  test("of a kind that there is not", async () => {
    const { exit, stdout, stderr } = await promptctl(await temporaryFolder(), "schema", "contarct");
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: "" });
    expect(stderr).toBe("promptctl: there is no schema 'contarct'\ndid you mean contract?\n");
  });
});
