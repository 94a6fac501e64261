import { searchCredentials } from "../../credentials.ts";
import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import { type Path, sayPath } from "../../place.ts";

export type PersonalKind = "e-mail" | "phone" | "card" | "IBAN" | "name" | "credential";

/** A text that looks as if it belonged to a person, and where it stands first. */
export interface Personal {
  readonly kind: PersonalKind;
  readonly text: string;
  readonly where: string;
}

/** What looks personal in a value, each text once. Postal addresses are not recognised. */
export async function findPersonal(value: Json): Promise<readonly Personal[]> {
  const texts = textsIn(value, []);
  const credentials = await searchCredentials(texts.map(({ text }) => text));
  const found = new Map<string, Personal>();
  for (const [index, { text, path }] of texts.entries()) {
    const where = sayPath(path);
    for (const { secret } of credentials[index] ?? []) add({ kind: "credential", text: secret, where });
    const field = path.findLast((step) => typeof step === "string") ?? "";
    if (isNameField(field) && /\p{L}/u.test(text)) add({ kind: "name", text, where });
    for (const { kind, pattern, isOne } of forms) {
      for (const [one] of text.matchAll(pattern)) if (isOne(one)) add({ kind, text: one.trim(), where });
    }
  }
  for (const { text: name } of [...found.values()].filter(({ kind }) => kind === "name")) {
    // "Hello Ada!": who has the whole name in one place is called by half of it in another.
    for (const part of name.split(/\s+/).filter((word) => /^\p{Lu}[\p{L}'-]{2,}$/u.test(word) && word !== name)) {
      const at = texts.find(({ text }) => holdsWord(text.replaceAll(name, ""), part));
      if (at !== undefined) found.set(part, { kind: "name", text: part, where: sayPath(at.path) });
    }
  }
  return [...found.values()];

  /** A longer one that holds it says it already. */
  function add(personal: Personal): void {
    if (![...found.keys()].some((known) => known.includes(personal.text))) found.set(personal.text, personal);
  }
}

function holdsWord(text: string, word: string): boolean {
  return text.split(/[^\p{L}'-]+/u).includes(word);
}

interface TextAt {
  readonly text: string;
  readonly path: Path;
}

/** Numbers too: a card is sometimes one. */
function textsIn(value: Json, path: Path): readonly TextAt[] {
  if (typeof value === "string") return [{ text: value, path }];
  if (typeof value === "number")
    return Number.isSafeInteger(value) && value > 1e11 ? [{ text: String(value), path }] : [];
  if (isJsonArray(value)) return value.flatMap((item, index) => textsIn(item, [...path, index]));
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, part]) => textsIn(part, [...path, key])) : [];
}

/** Fields that hold the name of a person; `name` alone is as often that of a product. */
function isNameField(field: string | number): boolean {
  return /^(?:(?:first|last|full|middle|family|given|sur|user|customer|client|contact|holder|recipient|patient|employee|guest|passenger)_?name|(?:first|last|full|family|given|customer|user|contact|holder|recipient)Name)$/i.test(
    String(field),
  );
}

const forms: readonly { readonly kind: PersonalKind; readonly pattern: RegExp; isOne(text: string): boolean }[] = [
  // RFC 2606 keeps some domains for examples.
  {
    kind: "e-mail",
    pattern: /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu,
    isOne: (text) => !/@(?:.+\.)?example\.(?:com|net|org)$|\.(?:test|example|invalid|localhost)$/i.test(text),
  },
  { kind: "IBAN", pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b/g, isOne: isIban },
  {
    kind: "card",
    pattern: /(?<![\w.-]|\d[ -])\d(?:[ -]?\d){12,18}(?![\w-])/g,
    isOne: (text) => isCard(text.replaceAll(/\D/g, "")),
  },
  // With its country, with brackets, or parted as numbers are dialled: an order number is none of these.
  {
    kind: "phone",
    pattern:
      /(?<![\w.]|\d[ -])(?:\+\d[\d ()./-]{6,18}\d|\(\d{2,5}\)[ -]?\d[\d -]{4,12}\d|\d{3}[-. ]\d{3}[-. ]\d{4}|0\d{2,4}[ /-]\d{3,4}[\d -]{1,8}\d)(?![\w-])/g,
    isOne: (text) =>
      !/^\d{4}-\d\d-\d\d/.test(text) &&
      /^\D*(?:\d\D*){7,15}$/.test(text) &&
      !/^\+?1?[-. (]*\d{3}[-. )]*555[-. ]?01\d\d$/.test(text),
  },
];

/** Luhn's check digit (ISO/IEC 7812-1), and the length and the first digit of cards in use. */
function isCard(digits: string): boolean {
  if (!/^[2-6]\d{12,18}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const doubled = index % 2 === 0 ? Number(digit) : Number(digit) * 2;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** Its check digits (ISO 7064, mod 97-10). */
function isIban(text: string): boolean {
  const iban = text.replaceAll(" ", "");
  if (iban.length < 15 || iban.length > 34) return false;
  const digits = [...`${iban.slice(4)}${iban.slice(0, 4)}`].map((character) => parseInt(character, 36)).join("");
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}
