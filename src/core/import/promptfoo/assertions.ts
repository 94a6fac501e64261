import { isJsonArray, isJsonObject, type Json, type JsonObject } from "../../json.ts";
import { isName } from "../../name.ts";
import { type Fields, fieldsOf, type Notebook } from "../notes.ts";

/** What a golden task checks, as far as assertions say the same. */
export interface Checks {
  readonly output: readonly JsonObject[];
  readonly called: readonly Json[];
  readonly notCalled: readonly Json[];
  readonly order: readonly (readonly Json[])[];
  readonly stopReasons: readonly string[];
  readonly seconds: readonly number[];
  readonly spend: readonly number[];
}

export const noChecks: Checks = {
  output: [],
  called: [],
  notCalled: [],
  order: [],
  stopReasons: [],
  seconds: [],
  spend: [],
};

/** What surrounds an assertion: the test's name, what its output goes through, and its variables. */
export interface AssertionSite {
  readonly test: string;
  readonly transformed: boolean;
  /** Fills in the variables of a text; `null` where that cannot be done. */
  readonly render: (text: string) => string | null;
  readonly notes: Notebook;
}

/** Assertions as checks; every one that means something else here is listed. */
export function checksOf(assertions: readonly Json[], site: AssertionSite): Checks {
  return assertions.map((assertion) => checkOf(assertion, site)).reduce(both, noChecks);
}

function both(left: Checks, right: Checks): Checks {
  return {
    output: [...left.output, ...right.output],
    called: [...left.called, ...right.called],
    notCalled: [...left.notCalled, ...right.notCalled],
    order: [...left.order, ...right.order],
    stopReasons: [...left.stopReasons, ...right.stopReasons],
    seconds: [...left.seconds, ...right.seconds],
    spend: [...left.spend, ...right.spend],
  };
}

function checkOf(assertion: Json, site: AssertionSite): Checks {
  const { test, notes } = site;
  if (!isJsonObject(assertion)) {
    notes.drop(test, "assert", "it is not a mapping");
    return noChecks;
  }
  const type = typeof assertion["type"] === "string" ? assertion["type"] : "";
  const fields = fieldsOf(assertion, test, notes, `assert ${type}`);
  fields.take("type");
  if (type === "assert-set") return setOf(fields, site);
  const drop = (why: string): Checks => {
    notes.drop(test, `assert ${type}`, why);
    return noChecks;
  };
  if (fields.number("weight") === 0) return drop("it counts for nothing (weight 0), and every check counts here");
  const inverse = type.startsWith("not-");
  const base = inverse ? type.slice("not-".length) : type;
  const translate = translations.get(base);
  if (translate === undefined) return drop(whyNot(base));
  const own = fields.take("transform") !== null;
  if (ofText.has(base) && (site.transformed || own))
    return drop("a program changes the answer before it is checked (transform)");
  const value = rendered(fields.take("value"), site);
  if (value === undefined) return drop("its value comes from a file, or cannot be filled in");
  const checks = translate({ value, threshold: fields.number("threshold"), inverse });
  if (typeof checks === "string") return drop(checks);
  if (own) fields.drop("transform", "there are no programs between an answer and its checks here");
  if (!ofThreshold.has(base)) fields.drop("threshold", "a check holds or does not here");
  if (ofText.has(base) && ["equals", "starts-with"].includes(base))
    notes.assume(test, `assert ${type}`, "white space at the ends does not count here");
  if (base === "latency" || base === "cost")
    notes.assume(test, `assert ${type}`, "of the whole run, with all its steps");
  fields.drop("metric", "checks have no names here");
  if (fields.number("weight") !== 1) fields.drop("weight", "every check counts the same here");
  fields.rest("there is no such option of a check here");
  return { ...noChecks, ...checks };
}

/** A set that must hold completely is its assertions. */
function setOf(fields: Fields, site: AssertionSite): Checks {
  const threshold = fields.number("threshold");
  const inside = fields.list("assert") ?? [];
  for (const key of ["metric", "weight"]) fields.drop(key, "checks have no names and weights here");
  fields.rest("there is no such option of a check here");
  if (threshold === null || threshold >= 1) return checksOf(inside, site);
  site.notes.drop(
    site.test,
    "assert assert-set",
    `only a share of it has to hold (${threshold}), and every check counts here`,
  );
  return noChecks;
}

interface Asserted {
  readonly value: Json;
  readonly threshold: number | null;
  readonly inverse: boolean;
}

/** Checks, or why there are none. */
type Translate = (asserted: Asserted) => Partial<Checks> | string;

/** These look at the answer as text; the others at how it came about. */
const ofText = new Set([
  "equals",
  "contains",
  "icontains",
  "contains-any",
  "icontains-any",
  "contains-all",
  "icontains-all",
  "starts-with",
  "regex",
]);

const ofThreshold = new Set(["latency", "cost"]);

const translations: ReadonlyMap<string, Translate> = new Map<string, Translate>([
  [
    "equals",
    ({ value, inverse }) =>
      isScalar(value)
        ? text("equals", String(value), inverse)
        : "the answer is compared as JSON: say what it is with `output.schema` in the contract",
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

function isScalar(value: Json): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function scalar(value: Json, use: (text: string) => Partial<Checks> | string): Partial<Checks> | string {
  return isScalar(value) && value !== "" ? use(String(value)) : "it says no text";
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
  return { order: [names] };
}

/** The name, where nothing else is asked for. */
function plainName(matcher: JsonObject, known: readonly string[]): Json {
  return Object.keys(matcher).every((key) => known.includes(key)) ? (matcher["name"] ?? null) : null;
}

function isToolName(name: Json): name is string {
  return typeof name === "string" && isName("tool", name);
}

/** The value with its variables filled in; `undefined` where that cannot be done. */
function rendered(value: Json, site: AssertionSite): Json | undefined {
  if (typeof value === "string") {
    if (value.startsWith("file://") || value.startsWith("package:")) return undefined;
    return site.render(value) ?? undefined;
  }
  if (isJsonArray(value)) {
    const items = value.map((item) => rendered(item, site));
    return items.includes(undefined) ? undefined : items.flatMap((item) => (item === undefined ? [] : [item]));
  }
  return value;
}

function whyNot(type: string): string {
  if (/^(?:javascript|python|ruby|webhook)$/.test(type))
    return "a program decides it: write what must be there as checks of the output or of calls";
  if (/^(?:is|contains)-(?:json|html|xml|sql)$/.test(type))
    return "what an answer is made of is said with `output.schema` in the contract";
  if (/^(?:is-valid-)/.test(type)) return "arguments that do not fit a tool's schema are always refused here";
  if (
    /^(?:llm-rubric|model-graded|factuality|g-eval|answer-relevance|context-|select-best|max-score|moderation|classifier|pi$|search-rubric|trajectory:goal)/.test(
      type,
    )
  )
    return "what a model thinks of the answer is not asked here";
  if (/^(?:similar|bleu|rouge|gleu|meteor|levenshtein|perplexity|f-score)/.test(type))
    return "how near an answer is to another is not measured here";
  return "there is no such check here";
}
