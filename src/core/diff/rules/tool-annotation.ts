import { type Json, type JsonObject, sameJson } from "../../json.ts";
import { shortJson } from "../../text.ts";
import { isAt } from "../change.ts";
import { comparedTools } from "../tool-pairs.ts";
import { type Rule, severity } from "../rule.ts";

export const toolAnnotationChanged: Rule = {
  id: "TOOL_ANNOTATION_CHANGED",
  purpose: "What is said about a tool to whoever calls it is something else: programs approve calls by these hints.",
  incident: "A tool that called itself read-only was approved without a look, and the hint was wrong.",
  judge: (comparison) =>
    comparedTools(comparison).flatMap(({ before, after }) => {
      const claims = comparison.changes.filter(({ path }) => isAt(path, ["tools", after.name, "annotations"]));
      if (claims.length === 0) return [];
      const names = [...new Set([...Object.keys(before.annotations), ...Object.keys(after.annotations)])]
        .filter((name) => !sameJson(before.annotations[name], after.annotations[name]))
        .toSorted();
      const heard = names.filter(
        (name) => name !== "title" && !sameJson(meaning(before.annotations, name), meaning(after.annotations, name)),
      );
      const level = heard.length === 0 ? "safe" : "dangerous";
      return {
        path: ["tools", after.name, "annotations"],
        message: names.map((name) => sayHint(after.name, name, before.annotations, after.annotations)).join("; "),
        severity: severity(level, level, level),
        claims,
      };
    }),
};

/** ToolAnnotations of MCP, revision 2025-06-18: what holds where a hint is not given. */
const defaults: JsonObject = { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true };

function meaning(annotations: JsonObject, name: string): Json | undefined {
  return annotations[name] ?? defaults[name];
}

const meanings: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  readOnlyHint: ["changes nothing", "changes something"],
  destructiveHint: ["may destroy something", "destroys nothing"],
  idempotentHint: ["may be called twice without harm", "does something again when it is called again"],
  openWorldHint: [
    "reaches outside, so that its results are not to be trusted",
    "stays inside, so that its results are trusted",
  ],
};

function sayHint(tool: string, name: string, before: JsonObject, after: JsonObject): string {
  const [was, is] = [meaning(before, name), meaning(after, name)];
  const words = meanings[name];
  if (words === undefined || typeof is !== "boolean") {
    const from = before[name] === undefined ? "" : `, and was ${shortJson(before[name])}`;
    return after[name] === undefined
      ? `${tool} has no ${name} any more (${shortJson(before[name])})`
      : `the ${name} of ${tool} is ${shortJson(after[name])}${from}`;
  }
  const [yes, no] = words;
  if (sameJson(was, is))
    return `${tool} says ${after[name] === undefined ? "nothing" : "itself"} of ${name}, which means the same as before: it ${is ? yes : no}`;
  return `${tool} says of itself that it ${is ? yes : no} (${name}: ${String(is)})`;
}
