import type { Json } from "../../json.ts";
import { numberOf } from "../decimal.ts";
import { bitOf, type JsonType, jsonTypes, typeOf } from "../json-type.ts";
import type { Statement } from "./formula.ts";
import { onlyKey } from "./only-key.ts";

/** What a statement asks of a value that it does not hold of. */
export function sayStatement(says: Statement, value: Json): string {
  switch (says.what) {
    case "types":
      return `must be ${list(jsonTypes.filter((type) => (says.types & bitOf[type]) !== 0).map(sayType))}, not ${sayType(typeOf(value))}`;
    case "values":
      return says.not ? `must not be ${short(value)}` : `must be ${list([...says.among.values()].map(short))}`;
    case "bound":
      return says.side === "least"
        ? `must be ${says.open ? "more than" : "at least"} ${numberOf(says.value)}`
        : `must be ${says.open ? "less than" : "at most"} ${numberOf(says.value)}`;
    case "multiple":
      if (numberOf(says.of) === 1) return says.not ? "must not be a whole number" : "must be a whole number";
      return `must ${says.not ? "not " : ""}be a multiple of ${numberOf(says.of)}`;
    case "size":
      return `must have at ${says.side} ${counted(says.count, parts[says.of])}`;
    case "count":
      return `must have at ${says.side} ${counted(says.count, "item")} of a certain form`;
    case "pattern":
      return `must ${says.not ? "not " : ""}match ${says.source}`;
    case "format":
      return `must ${says.not ? "not " : ""}be a ${says.name}`;
    case "unique":
      return says.not ? "must have an item twice" : "must not have an item twice";
    case "items":
      return says.how === "some" ? "must have an item of a certain form" : "has an item that is not allowed";
    case "entries": {
      const name = onlyKey(says.keys);
      if (says.how === "every") return "has a property that is not allowed";
      return name === null ? "must have a property of a certain form" : `must have ${JSON.stringify(name)}`;
    }
    case "opaque":
      return `does not keep to ${says.name}`;
  }
}

const parts = { string: "character", array: "item", object: "property" } as const;

function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : noun === "property" ? "properties" : `${noun}s`}`;
}

function sayType(type: JsonType): string {
  if (type === "null") return "null";
  return `${/^[ao]/.test(type) ? "an" : "a"} ${type}`;
}

const fewest = 6;

function list(words: readonly string[]): string {
  const shown = words.length > fewest ? [...words.slice(0, fewest), `one of ${words.length - fewest} more`] : words;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} or ${shown.at(-1)}`;
}

function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
