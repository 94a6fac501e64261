import { posix } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fragmentPlaces } from "../../../src/core/contract/fragment-places.ts";
import { readContract } from "../../../src/core/contract/read.ts";
import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "../../../src/core/json.ts";
import type { Path } from "../../../src/core/place.ts";
import { parseYaml } from "../../../src/core/yaml/parse.ts";
import { schemaDocument, shapes } from "../../../src/core/shapes.ts";
import { arbitraryDocument, arbitraryMutation } from "../../helpers/arbitrary-shape.ts";
import { byJsonSchema } from "../../helpers/json-schema.ts";
import { memoryTree } from "../../helpers/tree.ts";
import { seed, times } from "../../helpers/seed.ts";

const byAjv = byJsonSchema(schemaDocument("contract"));
const folder = "prompts/support";

/** Something at every place where anything may stand. */
const full: JsonObject = {
  contract: "support",
  description: "Answers questions.",
  owner: "team-support",
  model: { provider: "openai", name: "gpt-5-mini-2026-01-15", stop: ["END"], options: { openai: { tier: "flex" } } },
  variables: { customer_name: { type: "string" } },
  system: ["You are an agent.", { literal: "{}" }],
  messages: [{ role: "user", content: "Hello" }],
  tools: [
    {
      name: "get_order",
      aliases: ["fetch_order"],
      input: { type: "object", properties: { order_id: { type: "string" } } },
      output: { type: "object" },
      annotations: { title: "Order" },
      provider_tool: { openai: { type: "web_search" } },
    },
  ],
  output: { schema: { type: "object", properties: { reply: { type: "string" } } } },
  guardrails: [
    { id: "ask", effect: ["write"], when: { properties: {} }, unless_called: ["get_order"], decision: "deny" },
  ],
  budgets: { max_steps: 3, max_calls_per_tool: { get_order: 1 } },
  stop_reasons: ["transferred"],
  knowledge: [{ index: "kb", version: "1" }],
  sessions: { on_change: "pin" },
};

describe("a fragment may stand exactly at the places of the table", () => {
  const paths = pathsOf(full).filter((path) => path.length > 0);

  test("the example reaches every one of them", () => {
    expect(byAjv(full)).toBe(true);
    const reached = fragmentPlaces.filter(({ path }) => paths.some((one) => isAt(one, path)));
    expect(reached).toEqual(fragmentPlaces);
  });

  test.each(paths.map((path) => ({ name: path.join("."), path })))("$name", async ({ path }) => {
    const place = fragmentPlaces.find((one) => isAt(path, one.path));
    const anything = byAjv(replaced(full, path, { "not a key": 1 }));
    if (!anything) expect(byAjv(replaced(full, path, { file: "./part" }))).toBe(place !== undefined);

    const part = partAt(full, path) ?? null;
    const text = isJsonObject(part) ? part["literal"] : part;
    const files = { "./part": place?.holds === "text" && typeof text === "string" ? text : JSON.stringify(part) };
    for (const written of attempts) {
      const document = replaced(full, path, written);
      expect({ written, isRight: byAjv(document) }).toEqual({ written, isRight: await isRead(document, files) });
    }
  });
});

/** Right in one place or another, or nowhere. */
const attempts: readonly JsonObject[] = [
  { file: "./part" },
  { file: "part" },
  { file: "./part", literal: true },
  { file: "./part", literal: false },
  { file: "./part", literal: "true" },
  { file: "./part", more: 1 },
  { file: "./part", literal: true, more: 1 },
  { file: 5 },
  { file: "" },
  { file: "/part" },
  { file: "C:/part" },
  { file: ".\\part" },
  { file: "~/part" },
  { file: "https://example.com/part" },
  { file: "pa\u0007rt" },
  { literal: true },
  { literal: "text" },
  { files: "./part" },
  {},
];

async function isRead(document: Json, files: Readonly<Record<string, string>>): Promise<boolean> {
  const beside = Object.entries(files).map(([path, text]) => [posix.join(folder, path), text]);
  const path = `${folder}/contract.yaml`;
  const { findings } = await readContract(
    memoryTree({ [path]: JSON.stringify(document), ...Object.fromEntries(beside) }),
    path,
  );
  return findings.length === 0;
}

test(`a contract cut into files is right where editors find its pieces and the whole right (seed ${seed})`, async () => {
  const bare = { ...shapes.contract, fragments: [] };
  const schema = schemaDocument("contract");
  const document = fc.oneof(arbitraryDocument(schema), arbitraryMutation(schema)).filter(isWritable);
  const counts = { right: 0, wrong: 0, cut: 0 };
  await fc.assert(
    fc.asyncProperty(document, fc.infiniteStream(fc.boolean()), async (whole, choices) => {
      // Fragments of the generator's own name files that are not there.
      fc.pre(!JSON.stringify(whole).includes('"file"'));
      const { value, files } = cut(whole, () => choices.next().value === true);
      const expected = byAjv(value) && bare.schema.safeParse(whole).success;
      counts[expected ? "right" : "wrong"] += 1;
      counts.cut += Object.keys(files).length;
      expect(await isRead(value, files), JSON.stringify({ value, files })).toBe(expected);
    }),
    { numRuns: 500 * times },
  );
  expect(Math.min(counts.right, counts.wrong)).toBeGreaterThan(50);
  expect(counts.cut).toBeGreaterThan(200);
});

/** Some of the parts that may stand in files of their own, taken there. */
function cut(whole: Json, chooses: () => boolean): { readonly value: Json; readonly files: Record<string, string> } {
  const files: Record<string, string> = {};
  const visit = (value: Json, path: Path): Json => {
    const inside = isJsonArray(value)
      ? value.map((item, index) => visit(item, [...path, index]))
      : isJsonObject(value) && fragmentPlaces.some((place) => place.path.length > path.length)
        ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, visit(part, [...path, key])]))
        : value;
    const place = fragmentPlaces.find((one) => isAt(path, one.path));
    if (place === undefined || !chooses()) return inside;
    const name = `part-${Object.keys(files).length}`;
    if (place.holds === "data") {
      files[`${name}.yaml`] = JSON.stringify(inside);
      return { file: `./${name}.yaml` };
    }
    const literal = isJsonObject(inside) && Object.keys(inside).join() === "literal" ? inside["literal"] : undefined;
    const text = literal ?? inside;
    if (typeof text !== "string") return inside;
    files[`${name}.md`] = text;
    return { file: `./${name}.md`, ...(literal === undefined ? {} : { literal: true }) };
  };
  return { value: visit(whole, []), files };
}

/** What no file can hold is refused before its shape is looked at. */
function isWritable(value: Json): boolean {
  return parseYaml("contract.yaml", JSON.stringify(value)).faults.length === 0;
}

function isAt(path: Path, place: readonly string[]): boolean {
  return (
    path.length === place.length &&
    place.every((step, index) => (step === "*" ? typeof path[index] === "number" : step === path[index]))
  );
}

function pathsOf(value: Json, at: Path = []): readonly Path[] {
  const steps = isJsonArray(value) ? [...value.keys()] : isJsonObject(value) ? Object.keys(value) : [];
  return [at, ...steps.flatMap((step) => pathsOf(partAt(value, [step]) ?? null, [...at, step]))];
}

function replaced(value: Json, [step, ...rest]: Path, part: Json): Json {
  if (step === undefined) return part;
  if (isJsonArray(value)) return value.map((item, index) => (index === step ? replaced(item, rest, part) : item));
  const entries = Object.entries(isJsonObject(value) ? value : {});
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? replaced(item, rest, part) : item]));
}
