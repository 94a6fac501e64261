import { isJsonObject } from "../../json.ts";
import type { ForeignMessage } from "../chat.ts";
import { type Fields, fieldsOf, type Notebook } from "../notes.ts";
import { readJinja } from "../template/jinja.ts";
import { readMustache } from "../template/mustache.ts";
import { clip, type ReadTemplate } from "../template/pieces.ts";

type ReadText = (text: string) => ReadTemplate;

/** How the texts of a prompt are read: as its metadata says, else as Jinja. */
export function templateReader(fields: Fields, notes: Notebook): ReadText {
  const given = fields.take("template");
  const template = fieldsOf(isJsonObject(given) ? given : { format: given }, "", notes, "template");
  const kindOf = (key: string): string | null => {
    const part = template.take(key);
    if (!isJsonObject(part)) return typeof part === "string" ? part : null;
    const inner = fieldsOf(part, "", notes, template.at(key));
    const kind = inner.text("kind");
    inner.rest("a template here has no options");
    return kind;
  };
  const format = kindOf("format") ?? template.text("type") ?? "jinja2";
  const parser = kindOf("parser") ?? "prompty";
  template.rest("a template here has no options");
  if (parser !== "prompty")
    notes.drop("", "template.parser", `messages are found as Prompty finds them, not as ${parser} does`);
  if (format === "jinja2") return (text) => readJinja(text, "True");
  if (format !== "mustache")
    return () => ({ pieces: null, why: `${format} is no template language that is known here` });
  notes.assume("", "template", "values are written as they are: Mustache would write < as &lt;");
  return readMustache;
}

const boundary = /^\s*#?\s*(system|user|assistant|developer|function|tools?)\s*(\[.*\])?\s*:\s*$/i;

/** Lines that say a role cut the template, before it is rendered; what stands above the first is the system's. */
export function messagesOf(body: string, read: ReadText, notes: Notebook): readonly ForeignMessage[] {
  const messages: { readonly role: string; readonly lines: string[] }[] = [{ role: "system", lines: [] }];
  for (const line of body.split("\n")) {
    const [, role, attributes] = boundary.exec(line) ?? [];
    if (attributes !== undefined) notes.drop("", clip(line), "messages here have a role and a text");
    if (/^\s*!\[thread\]/.test(line)) {
      notes.drop("", clip(line), "a conversation goes on behind the messages of the contract here");
    } else if (role === undefined) {
      if (/^\s*#?\s*\{\{.*\}\}\s*:\s*$/.test(line))
        notes.drop("", clip(line), "a role that is decided when it is rendered is text here");
      messages.at(-1)?.lines.push(line);
    } else messages.push({ role: role.toLowerCase(), lines: [] });
  }
  return messages.flatMap(({ role, lines }) => {
    const text = lines.join("\n").replaceAll(/^\n+|\n+$/g, "");
    return text.trim() === "" ? [] : [{ role, text, template: read(text) }];
  });
}
