/**
 * The text of a file a person wrote. A line ending is how an editor stores a line, not what it says:
 * CRLF and CR become LF here, once, so that they can never change a digest.
 * `null` where the bytes are not UTF-8.
 */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes).replaceAll(/\r\n?/g, "\n");
  } catch {
    return null;
  }
}

// To make one takes longer than to read most files with it.
const decoder = new TextDecoder("utf-8", { fatal: true });

/** `1 contract`, `2 contracts`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${thousands(number)} ${number === 1 ? noun : plural}`;
}

/** `12,345`: the same on every machine. */
export function thousands(number: number): string {
  // The machine's tables of languages take longer to load than most commands work.
  if (Number.isSafeInteger(number)) return String(number).replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  grouped ??= new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });
  return grouped.format(number);
}

let grouped: Intl.NumberFormat | null = null;

/** `$0.0123`, `$12.30`, `$12,345.60`: cents, and hundredths of them where there are few. */
export function sayDollars(dollars: number): string {
  const [whole = "", cents = ""] = dollars.toFixed(dollars < 0.1 ? 4 : 2).split(".");
  return `$${thousands(Number(whole))}${cents === "" ? "" : `.${cents}`}`;
}

/** `3.2 s`, `450 ms`. */
export function saySeconds(seconds: number): string {
  if (seconds < 0.001) return "<1 ms";
  return seconds < 1 ? `${Math.round(seconds * 1_000)} ms` : `${thousands(Math.round(seconds * 10) / 10)} s`;
}

/** `a, b and c`. */
export function sayList(items: readonly string[], joint = "and"): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${joint} ${items.at(-1) ?? ""}`;
}

/** A list that may be long: the first dozen is enough to see what is meant. */
export function someOf(items: readonly string[], most = 12): string {
  return sayList(items.length > most ? [...items.slice(0, most), "…"] : items);
}

/** `"a\\nb"`, `"e\\u{301}"`: every character that could be missed is written out. */
export function escaped(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[^ -~]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16) ?? ""}}`,
  );
}

/** A value as JSON, cut where it is long: enough to know which one is meant. */
export function shortJson(value: unknown, most = 60): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** What somebody said, cut where it is long; silence has a word too. */
export function clip(text: string, most = 300): string {
  if (text.trim() === "") return "nothing";
  return text.length > most ? `${text.slice(0, most)}…` : text;
}
