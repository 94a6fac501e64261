import type { Json } from "../../json.ts";
import { thousands } from "../../text.ts";

/** A value as a person says it: `DE`, `yes`, `nothing`; in quotes where bare it would be taken for something else. */
export function sayLiteral(value: Json): string {
  if (value === true) return "yes";
  if (value === false) return "no";
  if (value === null) return "nothing";
  if (typeof value !== "string") return JSON.stringify(value);
  return bare.test(value) && !taken.test(value) ? value : JSON.stringify(value);
}

/** `1,000`: what is counted or measured, and never an identifier. */
export function sayNumber(value: number): string {
  return Number.isSafeInteger(value) ? thousands(value) : String(value);
}

/** The name of a field, or of one inside another: `address.country`, `price of every item of basket`. */
export function sayField(parent: string | null, name: string): string {
  const said = bare.test(name) ? name : JSON.stringify(name);
  if (parent === null) return said;
  return parent.includes(" ") ? `${said} of ${parent}` : `${parent}.${said}`;
}

const bare = /^[\p{L}\p{N}_$@+/-]+(?:[.:][\p{L}\p{N}_$@+/-]+)*$/u;
const taken = /^(?:yes|no|nothing|true|false|null|[-+]?\d+(?:\.\d+)?)$/i;
