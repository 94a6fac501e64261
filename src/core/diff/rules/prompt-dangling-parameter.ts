import type { Contract, Tool } from "../../contract/contract.ts";
import { shownCalls } from "../../contract/calls.ts";
import { namesBesideTools } from "../../contract/known-names.ts";
import { proseOf, type ProseText } from "../../contract/mentions.ts";
import { isJsonArray, type JsonObject, sameJson } from "../../json.ts";
import { nearest } from "../../nearest.ts";
import { propertiesOf, schemaParts } from "../../schema/walk.ts";
import type { Comparison, Judgement, Rule } from "../rule.ts";
import { namesIt, sayText } from "../text/names.ts";
import { promptSeverity } from "../text/prompt.ts";

export const promptDanglingParameter: Rule = {
  id: "PROMPT_DANGLING_PARAM",
  purpose: "A text still names a parameter, a value or a field of the answer that this change took away.",
  incident: "The schema said order_id, the prompt went on saying order_number: every second call was refused.",
  judge(comparison) {
    const gone = goneNames(comparison);
    if (gone.length === 0) return [];
    const texts = proseOf(comparison.after).map((text) => withoutArguments(text, comparison.after));
    return gone.flatMap((name) => tell(name, texts, comparison));
  },
};

interface GoneName {
  readonly name: string;
  readonly kind: "parameter" | "value" | "field";
  /** The tool, or `null` for the answer. */
  readonly tool: string | null;
  /** What is new at the same place. */
  readonly added: readonly string[];
}

function tell(
  { name, kind, tool, added }: GoneName,
  texts: readonly ProseText[],
  comparison: Comparison,
): readonly Judgement[] {
  const places = texts.filter(({ text }) => namesIt(text, name));
  const [first] = places;
  if (first === undefined) return [];
  const owner = tool === null ? "the answer has" : `${tool} ${kind === "field" ? "gives" : "takes"}`;
  const meant = added.length === 1 ? (added[0] ?? null) : nearest(name, added);
  return [
    {
      path: first.path,
      message: `${sayText(first.path)} still says ${name}, a ${kind} that ${owner.replace(/ (\w+)$/, " no longer $1")}`,
      severity: promptSeverity(comparison, "dangerous", "safe"),
      claims: [],
      wayOut:
        meant === null
          ? `take ${name} out of the text, or say what stands for it now`
          : `say ${meant} there, if that is what it is called now`,
      about: [tool ?? "", kind, name],
      mention: name,
    },
  ];
}

/** Names of tools that are still there and of the answer; what anything else is called by is not gone. */
function goneNames({ before, after, renames }: Comparison): readonly GoneName[] {
  const ofTools = before.tools.flatMap((tool) => {
    const now = after.tools.find(({ name }) => name === (renames.get(tool.name) ?? tool.name));
    return now === undefined ? [] : goneOfTool(tool, now);
  });
  const [was, is] = [before.output?.schema, after.output?.schema];
  const ofAnswer = was === undefined || is === undefined ? [] : missing(was, is, "field", null);
  const gone = [...ofTools, ...ofAnswer];
  if (gone.length === 0) return [];
  const known = new Set([
    ...namesBesideTools(after),
    ...after.tools.flatMap(({ name, aliases }) => [name, ...aliases]),
  ]);
  return gone.filter(({ name }) => !known.has(name));
}

function goneOfTool(was: Tool, is: Tool): readonly GoneName[] {
  const results = was.output === null || is.output === null ? [] : missing(was.output, is.output, "field", is.name);
  return [...missing(was.input, is.input, "parameter", is.name), ...results];
}

function missing(
  before: JsonObject,
  after: JsonObject,
  kind: "parameter" | "field",
  tool: string | null,
): readonly GoneName[] {
  if (sameJson(before, after)) return [];
  return [
    ...goneFrom(fieldsIn(before), fieldsIn(after), { kind, tool }),
    ...goneFrom(valuesIn(before), valuesIn(after), { kind: "value", tool }),
  ];
}

function goneFrom(
  was: ReadonlySet<string>,
  is: ReadonlySet<string>,
  of: Pick<GoneName, "kind" | "tool">,
): readonly GoneName[] {
  const added = [...is].filter((name) => !was.has(name));
  return [...was].flatMap((name) => (is.has(name) ? [] : [{ ...of, name, added }]));
}

function fieldsIn(schema: JsonObject): ReadonlySet<string> {
  return new Set(schemaParts(schema).flatMap(({ schema: part }) => Object.keys(propertiesOf(part))));
}

function valuesIn(schema: JsonObject): ReadonlySet<string> {
  const values = schemaParts(schema).flatMap(({ schema: { enum: listed = [], const: only } }) => [
    ...(isJsonArray(listed) ? listed : []),
    ...(only === undefined ? [] : [only]),
  ]);
  return new Set(values.filter((value) => typeof value === "string"));
}

/** An argument in a worked example is judged with its call. */
function withoutArguments({ path, text }: ProseText, { tools }: Contract): ProseText {
  const calls = shownCalls(
    text,
    tools.flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  let rest = text;
  for (const { name, offset } of calls.flatMap(({ names }) => names)) {
    rest = `${rest.slice(0, offset)}${" ".repeat(name.length)}${rest.slice(offset + name.length)}`;
  }
  return { path, text: rest };
}
