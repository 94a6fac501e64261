import type { Contract } from "../../contract/contract.ts";
import { firstVolatile } from "../../contract/volatile.ts";
import type { UsedName } from "../../contract/template/names.ts";
import type { Path } from "../../place.ts";
import { toolText } from "../../tool-text.ts";

/** A request as a provider caches it: tools, then system text, then first messages. */
export interface Prefix {
  readonly text: string;
  /** Where the first variable stands that differs from conversation to conversation: what is before it is cached. */
  readonly end: number;
  readonly volatile: string | null;
  /** Where each part begins. */
  readonly parts: readonly { readonly path: Path; readonly start: number }[];
}

export function prefixOf(contract: Contract): Prefix {
  let text = "";
  let first: { readonly name: string; readonly at: number } | null = null;
  const parts: { path: Path; start: number }[] = [];
  for (const { path, template, say } of piecesOf(contract)) {
    parts.push({ path, start: text.length });
    const variable: UsedName | null = first === null ? firstVolatile(template, contract.variables) : null;
    if (variable === null) {
      text += say(template);
      continue;
    }
    const { name, offset }: UsedName = variable;
    const said = say(`${template.slice(0, offset)}${mark}${template.slice(offset)}`);
    first = { name, at: text.length + said.indexOf(mark) };
    text += said.replace(mark, "");
  }
  return { text, end: first?.at ?? text.length, volatile: first?.name ?? null, parts };
}

/** The part of a request that a character is in. */
export function partAt({ parts }: Prefix, at: number): Path {
  return parts.findLast(({ start }) => start <= at)?.path ?? [];
}

/** How many characters two prefixes share from the beginning. */
export function sharedLength(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let at = 0;
  while (at < most && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

/** Is no character, so that it stands in no text. */
const mark = "\uFFFF";

interface Piece {
  readonly path: Path;
  /** Empty where nothing in it is a template. */
  readonly template: string;
  readonly say: (template: string) => string;
}

function piecesOf({ model, tools, system, messages }: Contract): readonly Piece[] {
  return [
    ...tools.map((tool) => ({
      path: ["tools", tool.name],
      template: tool.description,
      say: (description: string) => toolText(model.provider, { ...tool, description }),
    })),
    ...system.map(({ text, literal }) => ({
      path: ["system"],
      template: literal ? "" : text,
      say: (template: string) => (literal ? text : template),
    })),
    ...messages.map(({ role, content }, index) => ({
      path: ["messages", index],
      template: content,
      say: (template: string) => `\n${role}: ${template}`,
    })),
  ];
}
