import type { JsonObject } from "../../json.ts";
import { type SchemaPart, schemaParts } from "../../schema/walk.ts";
import { type ProviderName, titleOf } from "../names.ts";
import type { Problem } from "./problem.ts";
import { anthropicSubset } from "./subset-anthropic.ts";
import { geminiSubset } from "./subset-gemini.ts";
import { openaiSubset } from "./subset-openai.ts";
import type { Subset } from "./subset.ts";

/**
 * What keeps a provider from enforcing the schema of an answer: each knows a subset of JSON Schema. It
 * is also what keeps a tool from being declared as strict.
 */
export function outputSchemaProblems(provider: ProviderName, schema: JsonObject): readonly Problem[] {
  const subset = subsets[provider];
  if (subset === null) return [];
  const parts = schemaParts(schema);
  return [
    ...subset.whole(schema, parts),
    ...parts.flatMap((part) => [...unknownKeywords(provider, subset, part), ...subset.judge(part)]),
  ];
}

const subsets: Readonly<Record<ProviderName, Subset | null>> = {
  openai: openaiSubset,
  anthropic: anthropicSubset,
  gemini: geminiSubset,
  mcp: null,
  "ai-sdk": null,
};

function unknownKeywords(
  provider: ProviderName,
  { keywords }: Subset,
  { path, schema }: SchemaPart,
): readonly Problem[] {
  return Object.keys(schema)
    .filter((keyword) => !keywords.has(keyword))
    .map((keyword) => ({
      path: [...path, keyword],
      problem: `\`${keyword}\` is not part of the JSON Schema that ${titleOf(provider)} enforces`,
    }));
}
