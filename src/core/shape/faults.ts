import type { z } from "zod";
import { isJsonArray, isJsonObject, type Json, type JsonObject, partAt } from "../json.ts";
import { didYouMean } from "../nearest.ts";
import type { Path } from "../place.ts";
import { count, sayList } from "../text.ts";
import { broughtAlong } from "./elsewhere.ts";
import { advise, sayExample } from "./advice.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { formOf, formsOf, isOfType, keysOf, nodeAt, placeOfKey } from "./known.ts";
import type { Shape } from "./shape.ts";
import { quoted, sayExpected, sayFound, sayKeys, sayWhere } from "./words.ts";

/** What does not fit a shape: where, what was expected and what was found, and what to write instead. */
export interface ShapeFault {
  readonly path: Path;
  readonly message: string;
  readonly hint: string | null;
}

/** What zod found, in words of our own: nothing of its text is shown. One fault for each part. */
export function shapeFaults(error: z.ZodError, document: Json, shape: Shape): readonly ShapeFault[] {
  const context = { document, shape, schema: jsonSchemaOf(shape) };
  const faults = error.issues.flatMap((issue) => faultsOf(issue, [], context));
  const first = new Map<string, ShapeFault>();
  for (const fault of faults) {
    const key = JSON.stringify(fault.path);
    if (!first.has(key)) first.set(key, fault);
  }
  return [...first.values()];
}

interface Context {
  readonly document: Json;
  readonly shape: Shape;
  readonly schema: JsonObject;
}

function faultsOf(issue: z.core.$ZodIssue, base: Path, context: Context): readonly ShapeFault[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const found = partAt(context.document, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(path, key, context));
  if (found === undefined) return [missing(path, context)];
  switch (issue.code) {
    case "invalid_union":
      return ofUnion(issue, path, found, context);
    case "invalid_key":
      return [wrongKey(issue, path, context)];
    case "invalid_type":
      return [unexpected(path, found, context)];
    case "invalid_value":
      return [unexpected(path, found, context, notOneOf(issue.values, found))];
    case "invalid_format":
      // The message of a pattern is its form in words (`patterned`).
      return [unexpected(path, found, context, { expected: issue.message, found: sayValue(found) })];
    case "too_small":
    case "too_big":
      return [unexpected(path, found, context, outOfRange(issue, found))];
    case "not_multiple_of":
      return [unexpected(path, found, context, { expected: `a multiple of ${issue.divisor}`, found: sayValue(found) })];
    case "invalid_element":
      return issue.issues.flatMap((inner) => faultsOf(inner, path, context));
    case "custom":
      return [{ path, message: withPlace(path, context, issue.message), hint: null }];
  }
}

interface Said {
  readonly expected: string;
  readonly found: string;
  readonly hint?: string | null;
}

function unexpected(path: Path, found: Json, context: Context, said?: Said): ShapeFault {
  const node = nodeAt(context.schema, path, context.document);
  const expected = said?.expected ?? sayExpected(context.schema, node);
  const message = withPlace(path, context, `expected ${expected}, found ${said?.found ?? sayFound(found)}`);
  return { path, message, hint: said?.hint ?? advise(context.schema, node, path, found) };
}

function notOneOf(values: readonly unknown[], found: Json): Said {
  const words = values.map(String);
  const expected = sayList(words, "or");
  if (typeof found !== "string") return { expected, found: sayFound(found) };
  return { expected, found: quoted(found), hint: didYouMean(found, words) };
}

function outOfRange(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, found: Json): Said {
  const least = issue.code === "too_small";
  const limit = Number(least ? issue.minimum : issue.maximum);
  if (isJsonArray(found)) {
    const items = count(limit, "item");
    return { expected: `a list of at ${least ? "least" : "most"} ${items}`, found: sayFound(found) };
  }
  if (typeof found === "string")
    return { expected: least ? "text that is not empty" : `at most ${limit} characters`, found: sayValue(found) };
  const bound = issue.inclusive === false ? (least ? "more than" : "less than") : least ? "at least" : "at most";
  return { expected: `${bound} ${limit}`, found: sayValue(found) };
}

function sayValue(found: Json): string {
  if (typeof found === "string") return quoted(found);
  return typeof found === "number" ? String(found) : sayFound(found);
}

/** The form that was meant says what is wrong with it; where none was, all of them are named. */
function ofUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  found: Json,
  context: Context,
): readonly ShapeFault[] {
  const node = nodeAt(context.schema, path, context.document);
  const forms = formsOf(context.schema, node);
  const meant = formOf(context.schema, node, found);
  const inner = issue.errors[forms.indexOf(meant)];
  if (inner === undefined || !isOfType(meant, found)) return [unexpected(path, found, context)];
  return inner.flatMap((one) => faultsOf(one, path, context));
}

function missing(path: Path, context: Context): ShapeFault {
  const [parent, key] = [path.slice(0, -1), path.at(-1) ?? ""];
  const node = nodeAt(context.schema, path, context.document);
  if (typeof key === "number") {
    const message = withPlace(
      parent,
      context,
      `expected a list of at least ${count(key + 1, "item")}, found ${sayFound(partAt(context.document, parent) ?? null)}`,
    );
    return {
      path: parent,
      message,
      hint: sayExample(nodeAt(context.schema, parent, context.document), parent.at(-1) ?? ""),
    };
  }
  const example = sayExample(node, key);
  return {
    path,
    message: withPlace(parent, context, `\`${key}\` is missing`),
    hint: example ?? `it is ${sayExpected(context.schema, node)}`,
  };
}

function unknownKey(path: Path, key: string, context: Context): ShapeFault {
  const { shape, schema, document } = context;
  const found = partAt(document, path);
  const node = formOf(schema, nodeAt(schema, path, document), found);
  const written = isJsonObject(found) ? Object.keys(found) : [];
  const known = keysOf(node);
  const free = known.filter((one) => !written.includes(one));
  return {
    path: [...path, key],
    message: withPlace(path, context, `the key ${quoted(key)} is not known here`),
    hint:
      broughtAlong(shape.kind, path, key) ??
      didYouMean(key, free) ??
      sayBelongs(node, path, key, context) ??
      (free.length === 0
        ? null
        : `${known.length === free.length ? "known keys are" : "known beside the others:"} ${sayKeys(free, 12)}`),
  };
}

/** A key of ours that stands at the wrong level. */
function sayBelongs(node: JsonObject, path: Path, key: string, { schema, document }: Context): string | null {
  const below = placeOfKey(schema, node, key);
  if (below !== null) {
    const where = below.filter((step) => step !== "*").join(" › ");
    return `it belongs ${below.at(-1) === "*" ? "in an item of" : "under"} \`${where}\``;
  }
  for (let depth = path.length - 1; depth >= 0; depth -= 1) {
    const above = path.slice(0, depth);
    if (!keysOf(formOf(schema, nodeAt(schema, above, document), partAt(document, above))).includes(key)) continue;
    return `it belongs further out, beside \`${path[depth] ?? ""}\``;
  }
  return null;
}

function wrongKey(issue: z.core.$ZodIssueInvalidKey, path: Path, context: Context): ShapeFault {
  const key = String(path.at(-1) ?? "");
  const [inner] = issue.issues;
  const expected =
    inner?.code === "invalid_format"
      ? inner.message
      : inner?.code === "invalid_value"
        ? sayList(inner.values.map(String), "or")
        : "another key";
  const hint = inner?.code === "invalid_value" ? didYouMean(key, inner.values.map(String)) : null;
  const message = withPlace(path.slice(0, -1), context, `expected ${expected} as a key, found ${quoted(key)}`);
  return { path, message, hint };
}

function withPlace(path: Path, { document }: Context, sentence: string): string {
  return path.length === 0 ? sentence : `${sayWhere(document, path)}: ${sentence}`;
}
