import type { Message } from "../contract/contract.ts";
import { parseTemplate } from "../contract/template/parse.ts";
import type { JsonObject } from "../json.ts";
import { variableName } from "./names.ts";
import type { Notebook } from "./notes.ts";
import { emitTemplate, escapeTemplate } from "./template/emit.ts";
import type { ReadTemplate } from "./template/pieces.ts";
import { type Problem, settle } from "./template/settle.ts";
import { kindOf, schemaOf, type Shape, shapeOf } from "./template/shape.ts";
import type { ContractParts, PromptText } from "./translation.ts";

/** A message of a prompt, in the template language of its source. */
export interface ForeignMessage {
  readonly role: string;
  readonly template: ReadTemplate;
  /** As it was written: what is kept where our language cannot say it. */
  readonly text: string;
}

export type Chat = Pick<ContractParts, "system" | "messages" | "variables">;

/**
 * The messages of a prompt as system text and turns of a contract, with the variables that they take. A message
 * that our templates cannot say is kept as it was written, for a person to mend.
 *
 * @param declared schemas of the variables that the source declares
 */
export function chatOf(
  messages: readonly ForeignMessage[],
  declared: Readonly<Record<string, JsonObject>>,
  notes: Notebook,
): Chat {
  const root = shapeOf(
    messages.flatMap(({ template }) => (template.pieces === null ? [] : [template.pieces])),
    declared,
  );
  const names = namesOf(root, notes);
  const texts = messages.map((message, index) => {
    const label = `message ${index + 1} (${message.role})`;
    return { role: roleOf(message.role, label, notes), ...settleMessage(message, label, root, names, notes) };
  });
  const rendered = messages.flatMap(({ template }, index) =>
    texts[index]?.literal === true ? [] : template.pieces === null ? [] : [template.pieces],
  );
  const turns = texts.filter(({ role }) => role === "user" || role === "assistant");
  noteOrder(
    texts.map(({ role }) => role),
    notes,
  );
  return {
    system: texts.filter(({ role }) => role === "system").map(({ text, literal }): PromptText => ({ text, literal })),
    messages: turns.map(({ role, text, literal }): Message => {
      return { role: role === "user" ? "user" : "assistant", content: literal ? escapeTemplate(text) : text };
    }),
    variables: variablesOf(shapeOf(rendered, declared), names, declared, notes),
  };
}

function settleMessage(
  { template, text }: ForeignMessage,
  label: string,
  root: Shape,
  names: ReadonlyMap<string, string>,
  notes: Notebook,
): PromptText {
  if (template.pieces === null) return keep(text, label, [{ source: "", why: template.why }], notes);
  const { pieces, problems } = settle(template.pieces, root, (variable) => names.get(variable) ?? variable);
  if (problems.length > 0) return keep(text, label, problems, notes);
  const ours = emitTemplate(pieces);
  // Names that mean something to templates of ours are found by our own parser, and by nobody else.
  const faults = parseTemplate(ours).faults.map(({ message }) => ({ source: "", why: message }));
  return faults.length > 0 ? keep(text, label, faults, notes) : { text: ours, literal: false };
}

function keep(text: string, label: string, problems: readonly Problem[], notes: Notebook): PromptText {
  for (const { source, why } of problems) notes.drop(label, source, why);
  notes.drop(label, "text", "kept as it was written, and not rendered: our templates cannot say all of it");
  return { text, literal: true };
}

const roles: ReadonlyMap<string, "system" | Message["role"]> = new Map([
  ["system", "system"],
  ["developer", "system"],
  ["user", "user"],
  ["human", "user"],
  ["assistant", "assistant"],
  ["model", "assistant"],
]);

function roleOf(role: string, label: string, notes: Notebook): "system" | Message["role"] | null {
  const ours = roles.get(role.toLowerCase());
  if (ours === undefined)
    notes.drop(label, "", `messages here are of the system, the user or the assistant, not of ${role}`);
  if (role === "developer") notes.assume(label, "role", "developer is read as system");
  return ours ?? null;
}

/** Our system text is one and comes first; a last user message makes the contract one-shot. */
function noteOrder(order: readonly ("system" | Message["role"] | null)[], notes: Notebook): void {
  const said = order.filter((role) => role !== null);
  const firstTurn = said.findIndex((role) => role !== "system");
  if (said.filter((role) => role === "system").length > 1)
    notes.assume("", "system", "several system messages are one text here, joined with line breaks");
  if (firstTurn >= 0 && said.lastIndexOf("system") > firstTurn)
    notes.drop("", "system", "its place between other messages: system text comes first here");
  if (said.at(-1) === "user")
    notes.assume(
      "",
      "messages",
      "the last one is the user's, so the contract asks by itself: its variables are its input",
    );
}

function namesOf(root: Shape, notes: Notebook): ReadonlyMap<string, string> {
  const written = [...root.fields.keys()];
  const taken = new Set(written.filter((name) => variableName(name, new Set()) === name));
  return new Map(
    written.map((name) => {
      const ours = taken.has(name) ? name : variableName(name, taken);
      if (ours !== name) notes.assume(name, "variables", `called ${ours} here: a variable is letters, digits and _`);
      return [name, ours];
    }),
  );
}

function variablesOf(
  root: Shape,
  names: ReadonlyMap<string, string>,
  declared: Readonly<Record<string, JsonObject>>,
  notes: Notebook,
): Readonly<Record<string, JsonObject>> {
  const entries = [...root.fields].map(([name, shape]): [string, JsonObject] => {
    if (!Object.hasOwn(declared, name))
      notes.assume(name, "variables", `nothing declares it: taken as ${sayKind(shape)}`);
    return [names.get(name) ?? name, schemaOf(shape)];
  });
  if (entries.some(([, schema]) => !("default" in schema))) {
    notes.assume(
      "",
      "variables",
      "one without a value and without a default is an error here, and renders as nothing there",
    );
  }
  return Object.fromEntries(entries);
}

function sayKind(shape: Shape): string {
  return { text: "text", boolean: "true or false", list: "a list", object: "an object", unknown: "anything" }[
    kindOf(shape)
  ];
}
