import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { isName } from "../../name.ts";
import { jsonText, judged, meansTheSame, nearly } from "./answer-checks.ts";
import { type Asserted, isScalar, scalar, type Translate } from "./asserted.ts";
import type { Checks } from "./checks.ts";

/** A model judges these. */
export const ofJudge: ReadonlySet<string> = new Set(["llm-rubric", "model-graded-closedqa", "g-eval", "similar"]);

/** These look at the answer as text; the others at how it came about. */
export const ofText = new Set([
  "equals",
  "contains",
  "icontains",
  "contains-any",
  "icontains-any",
  "contains-all",
  "icontains-all",
  "starts-with",
  "regex",
  "is-json",
  "contains-json",
  "levenshtein",
  ...ofJudge,
]);

/** These say a limit. */
export const ofThreshold = new Set(["latency", "cost", "levenshtein", "llm-rubric", "g-eval"]);

/** Assertions of promptfoo that say what our checks say. */
export const assertionTable: ReadonlyMap<string, Translate> = new Map<string, Translate>([
  [
    "equals",
    ({ value, inverse }) =>
      isScalar(value)
        ? text("equals", String(value), inverse)
        : { output: [{ json: true, [inverse ? "not-equals" : "equals"]: value }] },
  ],
  ["contains", ({ value, inverse }) => scalar(value, (word) => text("contains", word, inverse))],
  ["icontains", ({ value, inverse }) => scalar(value, (word) => text("icontains", word, inverse))],
  ["starts-with", ({ value, inverse }) => scalar(value, (word) => text("starts_with", word, inverse))],
  ["contains-any", ({ value, inverse }) => words(value, (list) => someOf("contains", list, inverse))],
  ["icontains-any", ({ value, inverse }) => words(value, (list) => someOf("icontains", list, inverse))],
  ["contains-all", ({ value, inverse }) => words(value, (list) => allOf("contains", list, inverse))],
  ["icontains-all", ({ value, inverse }) => words(value, (list) => allOf("icontains", list, inverse))],
  [
    "regex",
    ({ value, inverse }) =>
      scalar(value, (source) =>
        isUnicodeRegex(source) ? text("regex", source, inverse) : "it is no regular expression of Unicode text",
      ),
  ],
  ["is-json", (asserted) => jsonText("json", asserted)],
  ["contains-json", (asserted) => jsonText("contains_json", asserted)],
  ["levenshtein", nearly],
  ["llm-rubric", judged],
  ["model-graded-closedqa", judged],
  ["g-eval", ({ threshold, ...asserted }) => judged({ ...asserted, threshold: threshold ?? 0.7 })],
  ["similar", meansTheSame],
  ["finish-reason", finishReason],
  [
    "latency",
    ({ threshold, inverse }) =>
      threshold === null || inverse ? "it says no longest time" : { seconds: [threshold / 1000] },
  ],
  [
    "cost",
    ({ threshold, inverse }) =>
      threshold === null || inverse || threshold <= 0 ? "it says no highest cost" : { spend: [threshold] },
  ],
  ["trajectory:tool-used", toolUsed],
  ["trajectory:tool-args-match", toolArguments],
  ["trajectory:tool-sequence", toolSequence],
]);

function text(check: string, value: string, inverse: boolean): Partial<Checks> {
  return { output: [{ [inverse ? `not-${check}` : check]: value }] };
}

/** A list, or one text with commas. */
function words(value: Json, use: (words: readonly string[]) => Partial<Checks>): Partial<Checks> | string {
  const list =
    typeof value === "string" ? value.split(",").map((word) => word.trim()) : isJsonArray(value) ? value : [];
  if (typeof value === "string" && value.includes('"'))
    return "commas inside quotes are not told apart here: write a list";
  return list.length > 0 && list.every(isScalar) ? use(list.map(String)) : "it says no texts";
}

function someOf(check: string, list: readonly string[], inverse: boolean): Partial<Checks> {
  if (inverse) return { output: list.map((word) => ({ [`not-${check}`]: word })) };
  return {
    output: [list.length === 1 ? { [check]: list[0] ?? "" } : { any: list.map((word) => ({ [check]: word })) }],
  };
}

function allOf(check: string, list: readonly string[], inverse: boolean): Partial<Checks> {
  if (!inverse) return { output: list.map((word) => ({ [check]: word })) };
  return someOf(`not-${check}`, list, false);
}

function isUnicodeRegex(source: string): boolean {
  try {
    return new RegExp(source, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

function finishReason({ value, inverse }: Asserted): Partial<Checks> | string {
  const reasons: ReadonlyMap<string, string> = new Map([
    ["stop", "finish"],
    ["end_turn", "finish"],
    ["length", "truncated"],
    ["max_tokens", "truncated"],
    ["content_filter", "refused"],
    ["refusal", "refused"],
  ]);
  const reason = reasons.get(String(value).toLowerCase());
  if (reason === undefined)
    return `a run here goes on where a model stops for ${String(value)}: say with \`called\` which tool is called`;
  return inverse ? "only what a run must end with is said here" : { stopReasons: [reason] };
}

function toolUsed({ value, inverse }: Asserted): Partial<Checks> | string {
  const names = [value].flat().map((item) => (isJsonObject(item) ? plainName(item, ["name"]) : item));
  if (!names.every(isToolName) || names.length === 0)
    return "only tools that are named, and how often does not matter, are said the same here";
  return inverse ? { notCalled: names } : { called: names };
}

function toolArguments({ value, inverse }: Asserted): Partial<Checks> | string {
  const name = isJsonObject(value) ? plainName(value, ["name", "args", "arguments", "mode"]) : null;
  if (!isJsonObject(value) || !isToolName(name) || (value["mode"] ?? "partial") !== "partial")
    return "only a named tool and a part of its arguments are said the same here";
  const args = value["args"] ?? value["arguments"] ?? null;
  if (!isJsonObject(args)) return "it says no arguments";
  const pattern = { tool: name, args };
  return inverse ? { notCalled: [pattern] } : { called: [pattern] };
}

function toolSequence({ value, inverse }: Asserted): Partial<Checks> | string {
  const steps = isJsonArray(value)
    ? value
    : isJsonObject(value) && (value["mode"] ?? "in_order") === "in_order"
      ? value["steps"]
      : null;
  const names = isJsonArray(steps ?? null)
    ? [steps ?? []].flat().map((step) => (isJsonObject(step) ? plainName(step, ["name"]) : step))
    : [];
  if (inverse || names.length === 0 || !names.every(isToolName))
    return "only named tools, in order, with others between them, are said the same here";
  return { order: [{ calls: names, of: "all" }] };
}

/** The name, where nothing else is asked for. */
function plainName(matcher: JsonObject, known: readonly string[]): Json {
  return Object.keys(matcher).every((key) => known.includes(key)) ? (matcher["name"] ?? null) : null;
}

function isToolName(name: Json): name is string {
  return typeof name === "string" && isName("tool", name);
}

/** Why an assertion is not in the table. */
export function whyNot(type: string): string {
  if (/^(?:javascript|python|ruby|webhook)$/.test(type))
    return "a program decides it: write what must be there as checks of the output or of calls";
  if (/^(?:is|contains)-(?:html|xml|sql)$/.test(type)) return "only JSON is read here; a `regex` can look for the rest";
  if (/^(?:is-valid-)/.test(type)) return "arguments that do not fit a tool's schema are always refused here";
  if (
    /^(?:model-graded|factuality|answer-relevance|context-|select-best|max-score|moderation|classifier|pi$|search-rubric|trajectory:goal)/.test(
      type,
    )
  )
    return "it is judged by rules of its own: say in your words what must be so, as a `rubric`";
  if (/^(?:bleu|rouge|gleu|meteor|perplexity|f-score)/.test(type))
    return "it is not measured here: `similar` counts letters, and a `rubric` asks for the meaning";
  return "there is no such check here";
}
