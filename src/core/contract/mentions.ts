import { type Contract, systemText } from "./contract.ts";
import { isDenied } from "./denials.ts";
import { withoutPrograms } from "./prose.ts";
import { isWord, kinship, spelling } from "./tool-words.ts";

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

/** A name that a text uses as the name of a tool. */
export interface ToolMention {
  readonly name: string;
  readonly offset: number;
}

/**
 * Names that a text uses as names of tools, each where it first does: it calls one (`issue_refund(…)`, "call
 * issue_refund"), or calls it a tool ("the `search` tool"). A bare word in code marks may be a parameter or a
 * value, so it does not count; nor does a tool that the text says is not there.
 *
 * @param tools the tools there are: others are written like them
 */
export function toolMentions(text: string, tools: readonly string[]): readonly ToolMention[] {
  const prose = withoutPrograms(text);
  const isWrittenLikeOne = spelling(tools);
  const isKin = kinship(tools);
  const found = new Map<string, number>();
  for (const { pattern, weak, bare } of patterns) {
    for (const match of prose.matchAll(pattern)) {
      const [start = 0, end = 0] = match.indices?.groups?.["name"] ?? [];
      const name = prose.slice(start, end);
      const isMarked = !bare && marks.test(prose.charAt(start - 1)) && marks.test(prose.charAt(end));
      if (!(isMarked && !weak ? isWord : isWrittenLikeOne)(name) || (weak && !isKin(name))) continue;
      if (isDenied(prose, start, end)) continue;
      found.set(name, Math.min(start, found.get(name) ?? start));
    }
  }
  return [...found].map(([name, offset]) => ({ name, offset })).toSorted((left, right) => left.offset - right.offset);
}

/** Not asterisks: they make any word loud. */
const marks = /[`"'“”‘’]/;

const opening = "[`\"'*“‘]{0,3}";
const closing = "[`\"'*”’]{0,3}";
const name = "(?<name>[A-Za-z]\\w*(?:-\\w+)*)(?![\\w-])";
/** No part of a path, and no parameter, file or program. */
const alone =
  "(?![./=]\\w)(?![`\"'*”’]{0,3}\\s+(?:as|parameters?|param|arguments?|arg|fields?|values?|flags?|options?|property|properties|keys?|variables?|columns?|headers?|attributes?|formats?|files?|folders?|classe?s?|methods?|modules?|packages?|library|commands?|scripts?|sections?|blocks?|tags?|mode|status|state|role|block|tag|style|syntax|endpoint|hook|event)\\b)";

interface Pattern {
  readonly pattern: RegExp;
  /** Says "tool" too softly: the name has to speak for itself. */
  readonly weak?: true;
  /** Code marks around it say nothing. */
  readonly bare?: true;
}

const patterns: readonly Pattern[] = [
  { pattern: new RegExp(`(?<![\\w.$/\\\\@#-]|\\b(?:def|func|function|fn|class|new)\\s)${name}\\(`, "dg"), bare: true },
  {
    pattern: new RegExp(
      `(?<![\\w.$/\\\\@#<-])${name}${closing}\\s+tools?\\b(?!-|\\s+(?:sets?|kits?|chains?)\\b)`,
      "dg",
    ),
  },
  { pattern: new RegExp(`\\btools?\\s+(?:called|named)\\s+${opening}${name}${alone}`, "dgi") },
  {
    pattern: new RegExp(
      `\\b(?:call|calls|calling|invoke|invokes|invoking|(?:have|has|had|having)\\s+called|tool\\s+calls?\\s+to)\\s+(?:the\\s+)?${opening}${name}${alone}`,
      "dgi",
    ),
    bare: true,
  },
  {
    pattern: new RegExp(`\\b(?:use|uses|using|run|via)\\s+(?:the\\s+)?${opening}${name}${alone}`, "dgi"),
    weak: true,
  },
];

/** The text names this word on its own, in prose or in code, and does not say that it is not there. */
export function mentions(text: string, word: string): boolean {
  const pattern = new RegExp(`(?<![\\w-])${word.replaceAll(/[^\w]/g, "\\$&")}(?![\\w-])`, "g");
  return [...text.matchAll(pattern)].some(({ index }) => !isDenied(text, index, index + word.length));
}
