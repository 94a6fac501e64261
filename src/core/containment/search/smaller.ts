import { isJsonArray, isJsonObject, type Json } from "../../json.ts";

/** The same value without what it can do without: parts are left out as long as it is still accepted. */
export function smaller(value: Json, accept: (value: Json) => boolean, tries: number): Json {
  let [best, left] = [value, tries];
  for (let goesOn = true; goesOn;) {
    goesOn = false;
    for (const candidate of withoutOnePart(best)) {
      left -= 1;
      if (left < 0) return best;
      if (!accept(candidate)) continue;
      best = candidate;
      goesOn = true;
      break;
    }
  }
  return best;
}

function* withoutOnePart(value: Json): Iterable<Json> {
  if (isJsonArray(value)) {
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    for (const [index, item] of value.entries()) for (const part of withoutOnePart(item)) yield value.with(index, part);
  }
  if (!isJsonObject(value)) return;
  for (const name of Object.keys(value))
    yield Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  for (const [name, part] of Object.entries(value)) {
    for (const less of withoutOnePart(part)) yield { ...value, [name]: less };
  }
}
