import { nameWords } from "../name-words.ts";
import type { Tool } from "../contract/contract.ts";
import { isJsonArray, isJsonObject, type Json, sameJson } from "../json.ts";
import { propertiesOf } from "../schema/walk.ts";
import { similarity, weigh, type Weights } from "./text/similarity.ts";

/** What a tool is recognised by under another name. */
export interface Traits {
  readonly tool: Tool;
  /** The words of its name, in small letters: `issueRefund` and `issue_refund` have the same. */
  readonly words: readonly string[];
  /** The words without what is between them. */
  readonly spelling: string;
  readonly parameters: readonly Parameter[];
  readonly description: Weights;
}

export interface Parameter {
  readonly name: string;
  readonly words: readonly string[];
  readonly spelling: string;
  readonly type: string;
  readonly schema: Json;
}

export function traitsOf(tool: Tool): Traits {
  const words = nameWords(tool.name);
  return {
    tool,
    words,
    spelling: words.join(""),
    parameters: Object.entries(propertiesOf(tool.input)).map(([name, schema]) => {
      const own = nameWords(name);
      return { name, words: own, spelling: own.join(""), type: typeOf(schema), schema };
    }),
    description: weigh(tool.description),
  };
}

export function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return left.join("") === right.join("");
}

/** Name, words and arguments together, from 0 to 1; what is not written on either side says nothing. */
export function likeness(left: Traits, right: Traits): number {
  const isExact = left.parameters.length > 1 && sameJson(left.tool.input, right.tool.input);
  const evidence: readonly (readonly [weight: number, value: number | null])[] = [
    [0.3, shareOf(left.words, right.words)],
    [0.3, left.description.total + right.description.total === 0 ? null : descriptionLikeness(left, right)],
    [0.4, argumentLikeness(left, right)],
  ];
  const said = evidence.flatMap(([weight, value]) => (value === null ? [] : [{ weight, value }]));
  const total = said.reduce((sum, { weight }) => sum + weight, 0);
  const score = total === 0 ? 0 : said.reduce((sum, { weight, value }) => sum + weight * value, 0) / total;
  const penalty = left.tool.effect === right.tool.effect ? 0 : 0.05;
  return Math.min(1, score + (isExact ? 0.1 : 0) - penalty);
}

export function descriptionLikeness(left: Traits, right: Traits): number {
  return similarity(left.description, right.description);
}

/** `null` where neither takes arguments. */
export function argumentLikeness({ parameters: left }: Traits, { parameters: right }: Traits): number | null {
  const both = left.length + right.length;
  if (both === 0) return null;
  return (2 * left.filter((one) => right.some((other) => isSameParameter(one, other))).length) / both;
}

/** Both take arguments, and no argument of the one is like one of the other. */
export function shareNothing({ parameters: left }: Traits, { parameters: right }: Traits): boolean {
  return left.length > 0 && right.length > 0 && !left.some((one) => right.some((other) => isLikeParameter(one, other)));
}

export function isSameParameter(left: Parameter, right: Parameter): boolean {
  return left.spelling === right.spelling && agree(left.type, right.type);
}

/** `order_id` may have become `id`, or the other way round. */
export function isLikeParameter(left: Parameter, right: Parameter): boolean {
  const [few, many] = left.words.length < right.words.length ? [left.words, right.words] : [right.words, left.words];
  const isNamedLike = left.spelling === right.spelling || (few.length > 0 && few.every((word) => many.includes(word)));
  return isNamedLike && agree(left.type, right.type);
}

function agree(left: string, right: string): boolean {
  const numbers = ["integer", "number"];
  return left === right || left === "" || right === "" || (numbers.includes(left) && numbers.includes(right));
}

/** The type that a value has beside `null`; empty where nothing, or several, are said. */
function typeOf(schema: Json): string {
  if (!isJsonObject(schema)) return "";
  const { type } = schema;
  if (typeof type === "string") return type;
  const types = isJsonArray(type) ? type.filter((one) => one !== "null") : [];
  return types.length === 1 ? String(types[0]) : "";
}

/** Dice's coefficient. */
function shareOf(left: readonly string[], right: readonly string[]): number {
  const both = left.length + right.length;
  const rest = [...right];
  let shared = 0;
  for (const word of left) {
    const at = rest.indexOf(word);
    if (at < 0) continue;
    rest.splice(at, 1);
    shared += 1;
  }
  return both === 0 ? 0 : (2 * shared) / both;
}
