import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import { type Fields, fieldsOf, type Notebook } from "../notes.ts";
import { assertionTable, ofJudge, ofText, ofThreshold, whyNot } from "./assertion-table.ts";
import { isScalar } from "./asserted.ts";
import { both, type Checks, noChecks } from "./checks.ts";

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
  const translate = assertionTable.get(base);
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
  if (["equals", "starts-with"].includes(base) && isScalar(value))
    notes.assume(test, `assert ${type}`, "white space at the ends does not count here");
  if (base === "latency" || base === "cost")
    notes.assume(test, `assert ${type}`, "of the whole run, with all its steps");
  if (base === "levenshtein") notes.assume(test, `assert ${type}`, "a share of the letters, and capitals do not count");
  if (ofJudge.has(base)) {
    notes.assume(
      test,
      `assert ${type}`,
      "`judge` in promptctl.yaml says which model judges, in words of ours around the rubric",
    );
    for (const key of ["provider", "rubricPrompt"]) fields.drop(key, "who judges is said by `judge` in promptctl.yaml");
  }
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
