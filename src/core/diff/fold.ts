import type { Contract, Tool } from "../contract/contract.ts";
import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import { requiredOf } from "../schema/walk.ts";
import { nameWords } from "../name-words.ts";
import { isLikeParameter, isSameParameter, type Parameter, type Traits, traitsOf } from "./tool-likeness.ts";

/** Several tools that became one, or one that became several. */
export interface Fold {
  readonly kind: "folded" | "split";
  readonly one: string;
  /** At least two, unless the one was there already. */
  readonly many: readonly string[];
  /** The one was, or is, on both sides. */
  readonly isKept: boolean;
  /** What the one is told which of the many is meant by: its parameter, and the value for each of them. */
  readonly by: { readonly parameter: string; readonly values: readonly string[] } | null;
}

/**
 * Tools that became one, recognised by its aliases, by a parameter whose values are named like them, or by their
 * arguments together. Where a tool could have gone into two, neither is said.
 *
 * @param renames tools of which it is known already what became of them
 */
export function folds(before: Contract, after: Contract, renames: ReadonlyMap<string, string>): readonly Fold[] {
  const back = new Map([...renames].map(([from, to]) => [to, from]));
  return [
    ...foldsInto("folded", before.tools, after.tools, renames),
    ...foldsInto("split", after.tools, before.tools, back),
  ];
}

function foldsInto(
  kind: Fold["kind"],
  many: readonly Tool[],
  ones: readonly Tool[],
  known: ReadonlyMap<string, string>,
): readonly Fold[] {
  const stays = new Map(many.map((tool) => [tool.name, tool]));
  const there = new Set(ones.map(({ name }) => name));
  const taken = new Set(known.values());
  const gone = many.filter(({ name }) => !there.has(name) && !known.has(name)).map(traitsOf);
  if (gone.length === 0) return [];
  const found = ones
    .filter(({ name }) => !taken.has(name))
    .flatMap((tool) => foldOf(kind, gone, traitsOf(tool), stays.get(tool.name)) ?? []);
  const wanted = found.flatMap((fold) => fold.many);
  return found.filter((fold) => fold.many.every((name) => wanted.filter((one) => one === name).length === 1));
}

function foldOf(kind: Fold["kind"], gone: readonly Traits[], one: Traits, was: Tool | undefined): Fold | null {
  const isKept = was !== undefined;
  const make = (parts: readonly Traits[], by: Fold["by"] = null): Fold => ({
    kind,
    one: one.tool.name,
    many: parts.map(({ tool }) => tool.name),
    isKept,
    by,
  });
  const said = kind === "folded" ? gone.filter(({ tool }) => one.tool.aliases.includes(tool.name)) : [];
  const told = toldApart(gone, one, was);
  if (said.length > 0 && said.length >= (isKept ? 1 : 2)) {
    const isSame =
      told !== null && told.parts.length === said.length && told.parts.every((part) => said.includes(part));
    return make(said, isSame ? told.by : null);
  }
  if (told !== null && told.parts.length >= (isKept ? 1 : 2)) return make(told.parts, told.by);
  const together = isKept ? [] : sumOf(gone, one);
  return together.length > 1 ? make(together) : null;
}

interface ToldApart {
  readonly parts: readonly Traits[];
  readonly by: { readonly parameter: string; readonly values: readonly string[] };
}

/** The parameter of which most of the tools find themselves among the values. */
function toldApart(gone: readonly Traits[], one: Traits, was: Tool | undefined): ToldApart | null {
  const had = new Set(
    was === undefined
      ? []
      : traitsOf(was).parameters.flatMap(({ name, schema }) => valuesOf(schema).map((value) => `${name} ${value}`)),
  );
  const found = one.parameters.flatMap((parameter): readonly ToldApart[] => {
    const values = valuesOf(parameter.schema).filter((value) => !had.has(`${parameter.name} ${value}`));
    if (values.length === 0) return [];
    const matches = gone.flatMap((part) => {
      const value = valueFor(part, values, one);
      return value === null || !isTakenIn(part, one, parameter) ? [] : [{ part, value }];
    });
    const clear = matches.filter(({ value }) => matches.filter((other) => other.value === value).length === 1);
    return clear.length === 0
      ? []
      : [
          {
            parts: clear.map(({ part }) => part),
            by: { parameter: parameter.name, values: clear.map(({ value }) => value) },
          },
        ];
  });
  const [best] = found.toSorted((left, right) => right.parts.length - left.parts.length);
  return best ?? null;
}

/** `order` for `get_order`, where `lookup` or `get` is the tool: the words that only this one has. */
function valueFor({ words }: Traits, values: readonly string[], one: Traits): string | null {
  const whole = values.find((value) => nameWords(value).join("") === words.join(""));
  if (whole !== undefined) return whole;
  const own = words.filter((word) => !one.words.some((other) => isSameWord(word, other)));
  const fitting = values.filter((value) => {
    const said = nameWords(value);
    return (
      said.length > 0 &&
      said.every((word) => words.some((other) => isSameWord(word, other))) &&
      said.some((word) => own.some((other) => isSameWord(word, other)))
    );
  });
  const [longest, second] = fitting.toSorted((left, right) => nameWords(right).length - nameWords(left).length);
  if (longest === undefined) return null;
  return second !== undefined && nameWords(second).length === nameWords(longest).length ? null : longest;
}

/** One and many of them: `orders` is `order`. */
function isSameWord(left: string, right: string): boolean {
  return left === right || `${left}s` === right || `${right}s` === left;
}

/** What the tool took the other one takes, most of it, and all that it had to be given. */
function isTakenIn(part: Traits, one: Traits, discriminator: Parameter): boolean {
  const others = one.parameters.filter((parameter) => parameter !== discriminator);
  const found = part.parameters.filter((parameter) => others.some((other) => isLikeParameter(parameter, other)));
  const required = requiredOf(part.tool.input);
  const demanded = part.parameters.filter(({ name }) => required.includes(name));
  if (part.parameters.length === 0)
    return part.words.some((word) => one.words.some((other) => isSameWord(word, other)));
  return found.length * 2 >= part.parameters.length && demanded.every((parameter) => found.includes(parameter));
}

/** Tools whose arguments together are those of the one, each with something that no other of them has. */
function sumOf(gone: readonly Traits[], one: Traits): readonly Traits[] {
  const spellings = new Set(one.parameters.map(({ spelling }) => spelling));
  const inside = gone.filter(
    (part) =>
      part.parameters.length > 0 &&
      part.parameters.every(({ spelling }) => spellings.has(spelling)) &&
      part.words.some((word) => one.words.some((other) => isSameWord(word, other))) &&
      part.parameters.every((parameter) => one.parameters.some((other) => isSameParameter(parameter, other))),
  );
  const covered = one.parameters.filter((parameter) => inside.some((part) => has(part, parameter)));
  const eachAdds = inside.every((part) =>
    part.parameters.some((parameter) => inside.every((other) => other === part || !has(other, parameter))),
  );
  return eachAdds && covered.length * 4 >= one.parameters.length * 3 ? inside : [];
}

function has({ parameters }: Traits, parameter: Parameter): boolean {
  return parameters.some((own) => isSameParameter(own, parameter));
}

/** The texts that a parameter may be, where they are listed. */
function valuesOf(schema: Json): readonly string[] {
  if (!isJsonObject(schema)) return [];
  const { enum: values, oneOf, anyOf } = schema;
  const branches = [oneOf, anyOf].filter(isJsonArray).flat();
  const listed = [
    ...(isJsonArray(values) ? values : []),
    ...branches.map((branch) => (isJsonObject(branch) ? branch["const"] : undefined)),
  ];
  return listed.filter((value) => typeof value === "string");
}
