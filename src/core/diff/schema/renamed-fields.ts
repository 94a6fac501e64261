import { isJsonObject, type Json, type JsonObject, sameJson } from "../../json.ts";
import { mapSchema } from "../../schema/walk.ts";
import { similarity, weigh } from "../text/similarity.ts";
import { portable } from "./patch.ts";
import { notes } from "./view.ts";

interface Roots {
  readonly before: JsonObject;
  readonly after: JsonObject;
}

/**
 * Fields that left and came back under another name: spelled in another style (`perPage`), or of the same type and
 * said to be the same, or, where nothing is said of one of them, the only ones.
 *
 * @returns old name → new name
 */
export function renamedFields(had: JsonObject, has: JsonObject, roots: Roots): ReadonlyMap<string, string> {
  const gone = Object.keys(had).filter((name) => !Object.hasOwn(has, name));
  const come = Object.keys(has).filter((name) => !Object.hasOwn(had, name));
  const renames = new Map<string, string>();
  if (gone.length === 0 || come.length === 0 || gone.length * come.length > mostPairs) return renames;
  for (const isSame of [sameSpelling, sameText, onlyOnes(gone, come)]) {
    const [left, right] = [gone.filter((name) => !renames.has(name)), come.filter((name) => !isTaken(renames, name))];
    const alike = left.flatMap((from) =>
      right
        .filter((to) => isSame(fieldOf(had, from, roots.before), fieldOf(has, to, roots.after)))
        .map((to) => [from, to] as const),
    );
    for (const [from, to] of alike) {
      if (alike.filter(([one, other]) => one === from || other === to).length === 1) renames.set(from, to);
    }
  }
  return renames;
}

const mostPairs = 400;

function isTaken(renames: ReadonlyMap<string, string>, name: string): boolean {
  return [...renames.values()].includes(name);
}

interface Field {
  readonly name: string;
  readonly schema: Json;
  readonly text: string;
}

function fieldOf(fields: JsonObject, name: string, root: JsonObject): Field {
  const schema = fields[name] ?? true;
  const { description = "" } = isJsonObject(schema) ? schema : {};
  const whole = portable(schema, root) ?? schema;
  const bare = mapSchema(whole, (part) =>
    Object.fromEntries(Object.entries(part).filter(([word]) => !notes.has(word))),
  );
  return { name, schema: bare, text: typeof description === "string" ? description : "" };
}

function sameSpelling(one: Field, other: Field): boolean {
  const spelling = ({ name }: Field): string => name.toLowerCase().replaceAll(/[_\-.]/g, "");
  return spelling(one) === spelling(other);
}

function sameText(one: Field, other: Field): boolean {
  if (one.text === "" || other.text === "" || !sameJson(one.schema, other.schema)) return false;
  return similarity(weigh(one.text), weigh(other.text)) >= alike;
}

const alike = 0.6;

/** Of several that could be meant nobody knows which; a type that nearly everything has proves little by itself. */
function onlyOnes(gone: readonly string[], come: readonly string[]): (one: Field, other: Field) => boolean {
  return (one, other) =>
    gone.length === 1 &&
    come.length === 1 &&
    (one.text === "" || other.text === "") &&
    sameJson(one.schema, other.schema) &&
    (Object.keys(isJsonObject(one.schema) ? one.schema : {}).some((word) => word !== "type") ||
      shareWord(one.name, other.name));
}

function shareWord(one: string, other: string): boolean {
  const words = (name: string): readonly string[] =>
    name
      .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
      .toLowerCase()
      .split(/[_\-.]+/)
      .filter(Boolean);
  return words(one).some((word) => words(other).includes(word));
}
