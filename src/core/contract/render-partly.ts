import type { JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import type { Contract, Environment } from "./contract.ts";
import type { Rendered } from "./render.ts";
import { type PartialText, renderPartly } from "./template/partial.ts";
import { parseTemplate } from "./template/parse.ts";
import { byName, declaredBy, valuesOf } from "./values.ts";

/** Texts that still wait for values. */
export interface OpenText {
  readonly path: Path;
  readonly names: readonly string[];
  /** The text holds braces that are no variable of ours, so that it cannot be rendered as a template any more. */
  readonly hasBraces: boolean;
}

export interface PartlyRendered {
  readonly rendered: Rendered;
  readonly open: readonly OpenText[];
}

/**
 * Renders what has a value or a default; other variables stay in the text as `{{name}}`.
 *
 * @throws Failure BAD_TEMPLATE where a variable is undeclared or of another type than declared
 */
export function renderContractPartly(
  contract: Contract,
  variables: JsonObject,
  environment: Environment | null,
): PartlyRendered {
  const declared = declaredBy(contract);
  const values = byName(declared, valuesOf(declared, variables, environment));
  const render = (text: string): PartialText => renderPartly(text, values);
  const system = join(contract.system.map(({ text, literal }) => (literal ? { text, open: [] } : render(text))));
  const messages = contract.messages.map(({ role, content }) => ({ role, content: render(content) }));
  const tools = contract.tools.map((tool) => ({ ...tool, description: render(tool.description) }));
  return {
    rendered: {
      system: system.text,
      messages: messages.map(({ role, content }) => ({ role, content: content.text })),
      tools: tools.map((tool) => ({ ...tool, description: tool.description.text })),
    },
    open: [
      ...openText(["system"], system),
      ...messages.flatMap(({ content }, index) => openText(["messages", index], content)),
      ...tools.flatMap(({ name, description }) => openText(["tools", name, "description"], description)),
    ],
  };
}

function join(texts: readonly PartialText[]): PartialText {
  return {
    text: texts.map(({ text }) => text).join(""),
    open: [...new Set(texts.flatMap(({ open }) => open))],
  };
}

function openText(path: Path, { text, open }: PartialText): readonly OpenText[] {
  if (open.length === 0) return [];
  return [{ path, names: open, hasBraces: !sameNames(renderPartly(withoutFaults(text), {}).open, open) }];
}

/** A text that is no template at all has no names. */
function withoutFaults(text: string): string {
  return parseTemplate(text).faults.length === 0 ? text : "";
}

function sameNames(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((name, index) => name === right[index]);
}
