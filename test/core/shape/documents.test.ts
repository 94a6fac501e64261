import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../../src/core/json.ts";
import { editorHeader, releaseLine, schemaUrl } from "../../../src/core/shape/editor-header.ts";
import { schemaDocument, schemaKinds } from "../../../src/core/shapes.ts";
import { version } from "../../../src/cli/version.ts";
import { filesIn } from "../fixture.ts";
import { byJsonSchema } from "../../helpers/json-schema.ts";

const root = new URL("../../../", import.meta.url);

describe.each(schemaKinds)("the JSON Schema of %s", (kind) => {
  const document = schemaDocument(kind);

  test("is draft 2020-12, has a name, and is a schema to ajv", () => {
    expect(document).toMatchObject({
      $id: schemaUrl(kind),
      $schema: "https://json-schema.org/draft/2020-12/schema",
      title: expect.any(String),
      description: expect.any(String),
    });
    expect(byJsonSchema(document)(null)).toBe(false);
  });

  test("says of every field what it is for", () => {
    const silent = fieldsOf(document).filter(({ node }) => typeof node["description"] !== "string");
    expect(silent.map(({ name }) => name)).toEqual([]);
    expect(fieldsOf(document).length).toBeGreaterThan(3);
  });

  test("gives examples that are right", () => {
    const wrong = fieldsOf(document).flatMap(({ name, node }) => {
      const { examples = [] } = node;
      const { $defs = {} } = document;
      const isRight = byJsonSchema({ $defs, ...node });
      return isJsonArray(examples)
        ? examples.filter((example) => !isRight(example)).map((example) => ({ name, example }))
        : [];
    });
    expect(wrong).toEqual([]);
  });

  test("says every pattern in words", () => {
    const silent = nodesOf(document).filter(
      (node) => "pattern" in node && !("patternErrorMessage" in node) && node["format"] === undefined,
    );
    expect(silent).toEqual([]);
  });
});

test("the package is built with the schemas, where editors are sent to", () => {
  // What `schema --out` writes is proved in test/commands/schema.test.ts.
  const manifest: unknown = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  expect(manifest).toMatchObject({
    name: "promptctl",
    files: expect.arrayContaining(["dist/schemas"]),
    scripts: {
      build: expect.stringMatching(/ && node bin\/promptctl\.js schema --out dist\/schemas$/),
      prepare: "npm run build",
    },
  });
  expect(schemaUrl("contract")).toBe(`https://unpkg.com/promptctl@${releaseLine}/dist/schemas/contract.schema.json`);
});

test("editors are sent to the schema of this release line: before 1.0 a minor one, then a major one", () => {
  const [major = "", minor = ""] = version().split(".");
  expect(releaseLine).toBe(major === "0" ? `${major}.${minor}` : major);
});

describe("files of ours begin with the line for editors", () => {
  const folders = ["prompts/", "goldens/", "src/starter/"];
  const paths = [
    "promptctl.yaml",
    ...folders.flatMap((folder) => Object.keys(filesIn(new URL(folder, root))).map((path) => `${folder}${path}`)),
  ].filter((path) => path.endsWith(".yaml"));

  test.each(paths)("%s", (path) => {
    const [first] = readFileSync(new URL(path, root), "utf8").split("\n");
    const kind = path.endsWith("promptctl.yaml")
      ? "config"
      : path.endsWith("contract.yaml")
        ? "contract"
        : path.includes("/tools/")
          ? "tool"
          : "golden";
    expect(first).toBe(`# ${editorHeader(kind)}`);
  });
});

interface Field {
  readonly name: string;
  readonly node: JsonObject;
}

/** What stands under `properties`, wherever. */
function fieldsOf(document: JsonObject): readonly Field[] {
  return nodesOf(document).flatMap(({ properties }) =>
    isJsonObject(properties)
      ? Object.entries(properties).flatMap(([name, node]) => (isJsonObject(node) ? [{ name, node }] : []))
      : [],
  );
}

/** Every schema inside a schema; what stands in an example, a default or a `not` is none that people read. */
function nodesOf(value: Json): readonly JsonObject[] {
  if (isJsonArray(value)) return value.flatMap(nodesOf);
  if (!isJsonObject(value)) return [];
  const inside = Object.entries(value).flatMap(([key, part]) =>
    ["examples", "default", "not"].includes(key) ? [] : nodesOf(part),
  );
  return [value, ...inside];
}
