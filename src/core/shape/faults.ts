import type { z } from "zod";
import { isJsonArray, type Json, partAt } from "../json.ts";
import type { Path } from "../place.ts";
import { count, sayList } from "../text.ts";
import { advise, sayExample } from "./advice.ts";
import { adviseOnKey, sayMeant } from "./advice-on-keys.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { formOf, formsOf, isOfType, nodeAt } from "./known.ts";
import type { Misfit, ShapeFault } from "./misfit.ts";
import type { Shape } from "./shape.ts";
import { quoted, sayExpected, sayFound, sayValue, withPlace } from "./words.ts";

/** What zod found, in words of our own: nothing of its text is shown. One fault for each part. */
export function shapeFaults(error: z.ZodError, document: Json, shape: Shape): readonly ShapeFault[] {
  const misfit = { document, shape, schema: jsonSchemaOf(shape) };
  const first = new Map<string, ShapeFault>();
  const meant = new Set<string>();
  for (const issue of error.issues) {
    if (first.size >= most) break;
    for (const { means, ...fault } of faultsOf(issue, [], misfit)) {
      const key = JSON.stringify(fault.path);
      if (!first.has(key)) first.set(key, fault);
      if (means !== undefined) meant.add(JSON.stringify([...fault.path.slice(0, -1), means]));
    }
  }
  // A key that was misspelt is not missing too.
  const isSaid = (key: string, { path }: ShapeFault): boolean => meant.has(key) && partAt(document, path) === undefined;
  const faults = [...first].flatMap(([key, fault]) => (isSaid(key, fault) ? [] : [fault])).slice(0, most);
  const total = error.issues.reduce((sum, issue) => sum + weightOf(issue), 0);
  return faults.length < most || total <= most ? faults : [...faults, others(faults.at(-1)?.path ?? [], total - most)];
}

/** More than anybody mends in one sitting: such a file is not what it was taken for. */
const most = 100;

function weightOf(issue: z.core.$ZodIssue): number {
  if (issue.code === "unrecognized_keys") return issue.keys.length;
  return issue.code === "invalid_union" ? Math.max(1, ...issue.errors.map(({ length }) => length)) : 1;
}

function others(path: Path, number: number): ShapeFault {
  return { path, message: `and ${count(number, "more fault")} of shape`, hint: "mend the others first" };
}

interface Found extends ShapeFault {
  /** The key of the same mapping that an unknown one stands for. */
  readonly means?: string;
}

function faultsOf(issue: z.core.$ZodIssue, base: Path, misfit: Misfit): readonly Found[] {
  const path = [...base, ...issue.path.map((step) => (typeof step === "symbol" ? String(step) : step))];
  const found = partAt(misfit.document, path);
  if (issue.code === "unrecognized_keys") return issue.keys.slice(0, most).map((key) => unknownKey(path, key, misfit));
  if (found === undefined) return [missing(path, misfit)];
  switch (issue.code) {
    case "invalid_union":
      return ofUnion(issue, path, found, misfit);
    case "invalid_key":
      return [wrongKey(issue, path, misfit)];
    case "invalid_element":
      return issue.issues.flatMap((inner) => faultsOf(inner, path, misfit));
    case "invalid_type":
      return [wrongType(path, found, misfit)];
    case "invalid_value":
      return [unexpected(path, found, misfit, sayList(issue.values.map(String), "or"), sayMeant(found, issue.values))];
    case "invalid_format":
      // The message of a pattern is its form in words (`patterned`).
      return [unexpected(path, found, misfit, sayEitherForm(path, misfit) ?? issue.message)];
    case "too_small":
    case "too_big":
      return [unexpected(path, found, misfit, sayRange(issue, found))];
    case "not_multiple_of":
      return [unexpected(path, found, misfit, `a multiple of ${issue.divisor}`)];
    case "custom":
      return [unexpected(path, found, misfit, issue.message)];
  }
}

function wrongType(path: Path, found: Json, misfit: Misfit): ShapeFault {
  const { schema, document } = misfit;
  const node = nodeAt(schema, path, document);
  // The title of the whole says which file it is, not what stands in it.
  const expected = sayExpected(schema, path.length === 0 ? { ...node, title: null } : node);
  const message = withPlace(document, path, `expected ${expected}, found ${sayFound(found)}`);
  return { path, message, hint: advise(schema, node, path, found) };
}

/** The type is right, and the value is not. */
function unexpected(
  path: Path,
  found: Json,
  { schema, document }: Misfit,
  expected: string,
  hint: string | null = null,
): ShapeFault {
  const message = withPlace(document, path, `expected ${expected}, found ${sayValue(found)}`);
  return { path, message, hint: hint ?? sayExample(schema, nodeAt(schema, path, document), path.at(-1) ?? "") };
}

function sayRange(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, found: Json): string {
  const least = issue.code === "too_small";
  const limit = Number(least ? issue.minimum : issue.maximum);
  if (isJsonArray(found)) return `a list of at ${least ? "least" : "most"} ${count(limit, "item")}`;
  if (typeof found === "string") return least ? "text that is not empty" : `at most ${count(limit, "character")}`;
  if (issue.inclusive === false) return `${least ? "more" : "less"} than ${limit}`;
  return `at ${least ? "least" : "most"} ${limit}`;
}

/** The form that was meant says what is wrong with it; where none was, all of them are named. */
function ofUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path, found: Json, misfit: Misfit): readonly ShapeFault[] {
  const { schema, document } = misfit;
  const node = nodeAt(schema, path, document);
  const forms = formsOf(schema, node);
  const form = formOf(schema, node, found);
  const inner = issue.errors[forms.indexOf(form)];
  if (inner === undefined || !isOfType(form, found)) return [wrongType(path, found, misfit)];
  return inner.slice(0, most).flatMap((one) => faultsOf(one, path, misfit));
}

/** A number or a percentage: neither is nearer to a wrong text than the other. */
function sayEitherForm(path: Path, { schema, document }: Misfit): string | null {
  const node = nodeAt(schema, path, document);
  const scalars = formsOf(schema, node).filter((form) => !isOfType(form, []) && !isOfType(form, {}));
  return scalars.length > 1 ? sayExpected(schema, node) : null;
}

function missing(path: Path, { schema, document }: Misfit): ShapeFault {
  const [parent, key] = [path.slice(0, -1), path.at(-1) ?? ""];
  if (typeof key === "number") {
    const found = partAt(document, parent) ?? null;
    const sentence = `expected a list of at least ${count(key + 1, "item")}, found ${sayFound(found)}`;
    const hint = sayExample(schema, nodeAt(schema, parent, document), parent.at(-1) ?? "");
    return { path: parent, message: withPlace(document, parent, sentence), hint };
  }
  const node = nodeAt(schema, path, document);
  const hint = sayExample(schema, node, key) ?? `it is ${sayExpected(schema, node)}`;
  return { path, message: withPlace(document, parent, `\`${key}\` is missing`), hint };
}

function unknownKey(path: Path, key: string, misfit: Misfit): Found {
  const message = withPlace(misfit.document, path, `the key ${quoted(key)} is not known here`);
  const { says, means } = adviseOnKey(path, key, misfit);
  return { path: [...path, key], message, hint: says, ...(means === null ? {} : { means }) };
}

function wrongKey({ issues: [inner] }: z.core.$ZodIssueInvalidKey, path: Path, { document }: Misfit): ShapeFault {
  const key = String(path.at(-1) ?? "");
  const values = inner?.code === "invalid_value" ? inner.values : [];
  const expected = inner?.code === "invalid_format" ? inner.message : sayList(values.map(String), "or");
  const message = withPlace(document, path.slice(0, -1), `expected ${expected} as a key, found ${quoted(key)}`);
  return { path, message, hint: sayMeant(key, values) };
}
