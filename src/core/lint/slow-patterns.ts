import type { Draft } from "../contract/read.ts";
import { schemasIn } from "../contract/schemas.ts";
import type { Finding } from "../finding.ts";
import { expectedCalls, expectedTexts } from "../golden/expectations.ts";
import type { TaskDraft } from "../golden/read.ts";
import type { Json } from "../json.ts";
import type { Path } from "../place.ts";
import { findingOf, type RuleCard, type Subject } from "../rule.ts";
import { patternsOf } from "../schema/judged.ts";
import { mayBeSlow, slowPatternJudge } from "../schema/pattern.ts";
import { schemaParts } from "../schema/walk.ts";
import type { SourceFile } from "../source.ts";

/** Asked by the lint itself: the library that knows is loaded only where a pattern repeats a group. */
export const patternSlow: RuleCard = {
  id: "PATTERN_SLOW",
  level: "error",
  purpose:
    "No regular expression takes exponential time: arguments are written by a model, and one unlucky text would hold the runtime up for hours.",
  remedy:
    "Write it so that a text can be read in one way only: (a+)+ is a+, and (\\w+\\s?)* is \\w+(?:\\s\\w+)*; or use enum, format or maxLength.",
};

export async function findSlowPatterns(
  drafts: readonly Draft[],
  tasks: readonly TaskDraft[],
  sources: readonly SourceFile[],
): Promise<readonly Finding[]> {
  const files = new Set(sources.flatMap(({ file, text }) => (couldHold(text) ? [file] : [])));
  if (files.size === 0) return [];
  const suspects = [
    ...drafts
      .filter(({ authored }) => authored.document.files.some((file) => files.has(file)))
      .flatMap(patternsOfContract),
    ...tasks.filter(({ task }) => files.has(task.place.file)).flatMap(patternsOfTask),
  ].filter(({ pattern }) => mayBeSlow(pattern));
  if (suspects.length === 0) return [];
  const isSlow = await slowPatternJudge();
  // Contracts copy schemas from one another.
  const verdicts = new Map(
    [...new Set(suspects.map(({ pattern }) => pattern))].map((pattern) => [pattern, isSlow(pattern)]),
  );
  return suspects
    .filter(({ pattern }) => verdicts.get(pattern) === true)
    .map(({ subject, path, pattern }) => {
      const message = `the regular expression ${pattern} can take exponential time on a short text`;
      const hint = "write it so that no text can be read in two ways: (a+)+ is a+";
      return findingOf(patternSlow, { path, message, hint, about: [pattern] }, subject);
    });
}

/** Such a pattern as it is written; or the brackets and stars of ASCII, written as escapes. */
function couldHold(text: string): boolean {
  return mayBeSlow(text) || /\\(?:x2|u002|U0000002)/i.test(text);
}

interface PatternAt {
  readonly subject: Subject;
  readonly path: Path;
  readonly pattern: string;
}

/** As they are written: lists of a contract are sorted on the way. */
function patternsOfContract({ authored: { document, contract, written } }: Draft): readonly PatternAt[] {
  const subject = { ...document, contract: contract.name };
  return schemasIn(written).flatMap(({ schema, path }) => patternsOfSchema(schema, path, subject));
}

function patternsOfTask({ task, subject }: TaskDraft): readonly PatternAt[] {
  const texts = expectedTexts(task).flatMap(({ check, path }) => [
    ...(["regex", "not-regex"] as const).flatMap((name): readonly PatternAt[] => {
      const pattern = check[name];
      return pattern === undefined ? [] : [{ subject, path: [...path, name], pattern }];
    }),
    ...(["schema", "not-schema", "json", "contains_json"] as const).flatMap((name) =>
      patternsOfSchema((check[name] ?? null) as Json, [...path, name], subject),
    ),
  ]);
  const calls = expectedCalls(task).flatMap(({ pattern, path }) =>
    typeof pattern === "string" ? [] : patternsOfSchema((pattern.schema ?? null) as Json, [...path, "schema"], subject),
  );
  return [...texts, ...calls];
}

function patternsOfSchema(schema: Json, root: Path, subject: Subject): readonly PatternAt[] {
  return schemaParts(schema, root).flatMap(({ path, schema: part }) =>
    patternsOf(part).map((pattern) => ({ subject, path: [...path, "pattern"], pattern })),
  );
}
