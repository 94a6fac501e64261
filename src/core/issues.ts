import type { z } from "zod";
import type { Finding } from "./finding.ts";
import { type Path, type Place, sayPath } from "./place.ts";
import { sayList } from "./text.ts";

/** How a validated document is asked where its parts stand. */
export interface Locator {
  locate(path: Path): Place;
  frame(place: Place): string | null;
}

/** What zod found, as findings at places, all at once. */
export function findingsOf(error: z.ZodError, where: Locator): readonly Finding[] {
  return error.issues
    .flatMap((issue) => unfold(issue))
    .map(({ path, message }) => {
      const place = where.locate(path);
      const at = path.length === 0 ? "" : `${sayPath(path)}: `;
      return {
        rule: "SHAPE",
        level: "error",
        message: `${at}${message}`,
        hint: null,
        contract: null,
        path,
        place,
        frame: where.frame(place),
        fingerprint: null,
      };
    });
}

interface Fault {
  readonly path: Path;
  readonly message: string;
}

function unfold(issue: z.core.$ZodIssue): readonly Fault[] {
  const path = issue.path.map((step) => (typeof step === "symbol" ? String(step) : step));
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({ path: [...path, key], message: "this key is not known here" }));
    case "invalid_key":
      return issue.issues.map(({ message }) => ({ path, message }));
    case "invalid_type":
      return [
        {
          path,
          message: issue.message.includes("received undefined")
            ? "this is missing"
            : `expected ${sayType(issue.expected)}`,
        },
      ];
    case "invalid_value":
      return [
        {
          path,
          message: `expected ${sayList(
            issue.values.map((value) => JSON.stringify(value)),
            "or",
          )}`,
        },
      ];
    case "invalid_union": {
      // The branch that came furthest says most about what was meant.
      const furthest = issue.errors.toSorted((left, right) => depth(right) - depth(left))[0];
      if (furthest === undefined || depth(furthest) === 0)
        return [
          {
            path,
            message: issue.message === "Invalid input" ? "this is none of the forms allowed here" : issue.message,
          },
        ];
      return furthest.flatMap(unfold).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
    }
    default:
      return [{ path, message: issue.message }];
  }
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function sayType(type: string): string {
  const words: Readonly<Record<string, string>> = {
    array: "a list",
    object: "a mapping",
    record: "a mapping",
    string: "text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
  };
  return words[type] ?? type;
}
