import { describe, expect, test } from "vitest";
import { readConfig } from "../../../src/core/config/read.ts";
import { readContract } from "../../../src/core/contract/read.ts";
import type { Finding } from "../../../src/core/finding.ts";
import { readGoldens } from "../../../src/core/golden/read.ts";
import type { Json } from "../../../src/core/json.ts";
import { readWaivers } from "../../../src/core/lint/waivers.ts";
import { type SchemaKind } from "../../../src/core/shape/editor-header.ts";
import { schemaDocument, schemaKinds } from "../../../src/core/shapes.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { filesIn } from "../fixture.ts";
import { byJsonSchema } from "../../helpers/json-schema.ts";
import { memoryTree } from "../../helpers/tree.ts";

/** Our own files, the starter's, and every fixture of the tests: what editors say of them is what we say. */
const root = new URL("../../../", import.meta.url);
const folders = ["prompts/", "goldens/", "src/starter/", "test/core/"];
const files = Object.fromEntries(
  folders.flatMap((folder) =>
    Object.entries(filesIn(new URL(folder, root))).map(([path, text]) => [`${folder}${path}`, text]),
  ),
);
const tree = memoryTree(files);

const byAjv = new Map(schemaKinds.map((kind) => [kind, byJsonSchema(schemaDocument(kind))]));

describe("editors and `check` agree about", () => {
  const cases = Object.keys(files).flatMap((path) => {
    const kind = kindOf(path);
    return kind === null ? [] : [{ path, kind }];
  });

  test.each(cases)("$path", async ({ path, kind }) => {
    const { value, faults } = parseYaml(path, files[path] ?? "");
    const findings = await findingsOf(kind, path);
    // What cannot be read, or taken in, is nothing that a schema sees.
    if (faults.length > 0 || findings.some(({ rule }) => rule === "FRAGMENT" || rule === "YAML")) return;
    const own = findings.filter(
      ({ rule, place, message }) => rule === "SHAPE" && place?.file === path && !message.includes("belong in a folder"),
    );
    expect({ isRight: byAjv.get(kind)?.(asWritten(kind, value)), said: own.map(({ message }) => message) }).toEqual({
      isRight: own.length === 0,
      said: own.map(({ message }) => message),
    });
  });

  test("files of every kind, right and wrong", () => {
    for (const kind of ["contract", "golden", "config"])
      expect(cases.filter((one) => one.kind === kind).length).toBeGreaterThan(3);
  });
});

function kindOf(path: string): SchemaKind | null {
  if (path.endsWith("/contract.yaml") || /\/(?:before|after)\.yaml$/.test(path)) return "contract";
  if (path.endsWith("/promptctl.yaml")) return "config";
  if (path.endsWith("/.promptctl-waivers.yaml")) return "waivers";
  return /(?:^|\/)goldens\/.*\.yaml$/.test(path) ? "golden" : null;
}

/** An empty promptctl.yaml, and empty waivers, are right: every key has a default. */
function asWritten(kind: SchemaKind, value: Json): Json {
  if (value !== null) return value;
  return kind === "config" ? {} : kind === "waivers" ? [] : value;
}

async function findingsOf(kind: SchemaKind, path: string): Promise<readonly Finding[]> {
  switch (kind) {
    case "contract":
    case "tool":
      return (await readContract(tree, path)).findings;
    case "golden":
      return (await readGoldens(tree, path)).findings;
    case "config":
      return readConfig(path, files[path] ?? "").findings;
    case "waivers":
      return readWaivers(path, files[path] ?? "").findings;
  }
}
