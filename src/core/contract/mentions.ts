import { type Contract, systemText } from "./contract.ts";

/** A text of a contract in which tools may be named. */
export interface ProseText {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

/** Every text that the model reads as prose. */
export function proseOf(contract: Contract): readonly ProseText[] {
  return [
    { path: ["system"], text: systemText(contract) },
    ...contract.messages.map(({ content }, index) => ({ path: ["messages", index, "content"], text: content })),
    ...contract.tools.map(({ name, description }) => ({ path: ["tools", name, "description"], text: description })),
  ];
}

/**
 * Names that a text calls like a function: `issue_refund(…)`. A call says "tool" where a bare word in
 * code marks may be a parameter or a value; the underscore keeps prose such as `refund (if any)` out.
 */
export function calledIn(text: string): readonly string[] {
  return [
    ...new Set(
      [...text.matchAll(/(?<![\w.])([A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)+)\(/g)].map(([, name]) => name ?? ""),
    ),
  ];
}

/** The text names this word on its own, in prose or in code. */
export function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w-])${name.replaceAll(/[^\w]/g, "\\$&")}(?![\\w-])`).test(text);
}
