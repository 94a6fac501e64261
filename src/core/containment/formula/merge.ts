import type { Json } from "../../json.ts";
import { allTypes, bitOf, typeOf } from "../json-type.ts";
import type { Formula, Statement } from "./formula.ts";

type Make = (statement: Statement) => Formula;

/** Lists of values and sets of types that hold together, as one. */
export function mergeAll(parts: readonly Formula[], fact: Make): readonly Formula[] {
  const { types, listed, excluded, others } = sort(parts);
  const mask = types.reduce((known, one) => known & one, allTypes);
  const [first, ...rest] = listed;
  if (first === undefined)
    return types.length < 2
      ? parts
      : [fact({ what: "types", types: mask }), ...excluded.map(({ part }) => part), ...others];
  if (listed.length + types.length + excluded.length === 1) return parts;
  const among = new Map(
    [...first.among].filter(
      ([text, value]) =>
        (bitOf[typeOf(value)] & mask) !== 0 &&
        rest.every((other) => other.among.has(text)) &&
        !excluded.some((other) => other.among.has(text)),
    ),
  );
  return [fact({ what: "values", among, not: false }), ...others];
}

/** Lists of values and sets of types of which one holds, as one. */
export function mergeAny(parts: readonly Formula[], fact: Make): readonly Formula[] {
  const { types, listed, excluded, others } = sort(parts);
  if (listed.length + types.length < 2) return parts;
  const mask = types.reduce((known, one) => known | one, 0);
  const among = new Map<string, Json>();
  for (const list of listed) {
    for (const [text, value] of list.among) if ((bitOf[typeOf(value)] & mask) === 0) among.set(text, value);
  }
  return [
    fact({ what: "types", types: mask }),
    fact({ what: "values", among, not: false }),
    ...excluded.map(({ part }) => part),
    ...others,
  ];
}

interface Listed {
  readonly part: Formula;
  readonly among: ReadonlyMap<string, Json>;
}

function sort(parts: readonly Formula[]): {
  readonly types: readonly number[];
  readonly listed: readonly Listed[];
  readonly excluded: readonly Listed[];
  readonly others: readonly Formula[];
} {
  const types: number[] = [];
  const [listed, excluded]: [Listed[], Listed[]] = [[], []];
  const others: Formula[] = [];
  for (const part of parts) {
    if (part.kind === "fact" && part.says.what === "types") types.push(part.says.types);
    else if (part.kind === "fact" && part.says.what === "values") {
      (part.says.not ? excluded : listed).push({ part, among: part.says.among });
    } else others.push(part);
  }
  return { types, listed, excluded, others };
}
