import { z } from "zod";
import type { Json } from "../json.ts";
import { type NameKind, namePattern, sayNameRule } from "../name.ts";

/**
 * What the shapes of files are made of. A piece demands only what a JSON Schema can say too, so that an editor
 * and `check` never disagree; everything else is a rule.
 */
export function field<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  ...examples: readonly Json[]
): Schema {
  return schema.meta({ description, ...(examples.length === 0 ? {} : { examples: [...examples] }) });
}

/** One of several forms, by the words in which a message lists it: "expected a list of texts or …". */
export function form<Schema extends z.ZodType>(schema: Schema, title: string): Schema {
  return schema.meta({ title });
}

/** What stands in several places, once in the JSON Schema, under this name. */
export function shared<Schema extends z.ZodType>(schema: Schema, id: string): Schema {
  return schema.meta({ id });
}

/** @param says the form in words, as they go on after "expected": `a duration: 15s, 30m, 2h or 7d` */
export function patterned(pattern: RegExp, says: string) {
  // patternErrorMessage is what editors on VS Code's JSON service show instead of the pattern.
  return z
    .string()
    .regex(pattern, says)
    .meta({ patternErrorMessage: `expected ${says}` });
}

/** @param noun what is named, where it is not the kind itself: `a guardrail id` */
export function name(kind: NameKind, noun = `a ${kind} name`) {
  return patterned(namePattern(kind), `${noun} (${sayNameRule(kind)})`);
}

export function filledText() {
  return z.string().min(1);
}

export function wholeNumber(min: number) {
  return z.number().int().min(min);
}

/** Any value. Files hold only what JSON can say: nothing is left to look at. */
export function json() {
  return z.unknown() as unknown as z.ZodType<Json>;
}

export function jsonObject() {
  return z.record(z.string(), json());
}

export const jsonSchemaTitle = "a JSON Schema";

export function jsonSchema() {
  return form(jsonObject(), jsonSchemaTitle);
}

/** Where a conversation runs: `name`, and whatever else a template may say of it. */
export function environment() {
  return z.looseObject({
    name: field(filledText(), "How the environment is called: `{{environment.name}}`.", "production"),
  });
}

/** Messages of a conversation, oldest first. */
export function messages() {
  return z.array(
    z.strictObject({
      role: field(z.enum(["user", "assistant"]), "Who says it.", "user"),
      content: field(z.string(), "What is said.", "Where is my order 4711?"),
    }),
  );
}
