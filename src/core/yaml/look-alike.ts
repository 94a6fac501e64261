import type { Path } from "../place.ts";
import type { YamlFile } from "./parse.ts";
import type { PlainScalar } from "./scalars.ts";

/** A value that YAML takes for something else than it looks like. */
export interface LookAlike {
  readonly path: Path;
  readonly offset: number;
  /** As written. */
  readonly source: string;
  /** What it became. */
  readonly message: string;
  /** How to write what was meant. */
  readonly hint: string;
}

/**
 * Values without quotes that became null or a number where a text was probably meant, and texts that other
 * readers of YAML take for something else. Prose is none, nor is a number where numbers stand, nor a date
 * (a text to us, and quoted or not, it looks like one); JSON has quotes round every text.
 */
export function lookAlikes(file: YamlFile): readonly LookAlike[] {
  if (/\.json$/i.test(file.file)) return [];
  return file.scalars().flatMap((scalar) => {
    const { path, offset, source } = scalar;
    const found = judge(scalar, file.text);
    return found === null ? [] : [{ path, offset, source, ...found }];
  });
}

type Judgement = Pick<LookAlike, "message" | "hint"> & Partial<Pick<LookAlike, "offset" | "source">>;

function judge(scalar: PlainScalar, text: string): Judgement | null {
  const { value } = scalar;
  if (scalar.source === "") return ofNothing(scalar, text);
  if (typeof value === "number") return ofNumber(scalar, value);
  return typeof value === "string" ? (ofWord(scalar) ?? ofText(scalar, text)) : null;
}

/** `order_id: #W55` */
function ofNothing({ hash, end }: PlainScalar, text: string): Judgement | null {
  if (hash === null) return null;
  const word = wordOf(hash);
  return {
    offset: text.indexOf("#", end),
    source: word,
    message: `\`${word}\` is a comment, and this value is null`,
    hint: `put it in quotes: "${word}"; a comment has a space behind its #`,
  };
}

function ofNumber({ source, path }: PlainScalar, value: number): Judgement | null {
  const became = { message: `\`${source}\` is the number ${value} here`, hint: `put a text in quotes: "${source}"` };
  if (/^[-+]?0[0-9]/.test(source)) return became;
  if (/^0[xo]/.test(source)) return became;
  if (source.startsWith("+")) return became;
  const key = keyOf(path);
  if (/^[1-9][0-9]*[eE][0-9]+$/.test(source)) return numberKeys.test(key) ? null : became;
  return /^[0-9]+\.[0-9]*0$/.test(source) && textKeys.test(key) ? became : null;
}

/** Keys under which numbers stand, and keys under which texts do that may look like numbers. */
const numberKeys = /^(?:max|min)|imum$|^(?:temperature|top_|seed|weight|jitter|multipleOf|interval|times|delay)/;
const textKeys = /(?:^|_|-)(?:version|release|tag|label|name|id|ids|code|sku|index|ref)$|^(?:versions|tags|models?)$/i;

/** Words that are text here, as YAML 1.2 says, and something else to readers of YAML 1.1. */
function ofWord({ source }: PlainScalar): Judgement | null {
  const quoted = `put a text in quotes: "${source}"`;
  if (/^(?:yes|no|on|off)$/i.test(source)) {
    const meant = /^(?:yes|on)$/i.test(source);
    return {
      message: `\`${source}\` is a text here, and ${meant} to other readers of YAML`,
      hint: `write ${meant} if a boolean is meant; ${quoted}`,
    };
  }
  if (/^[-+]?[0-9]+(?:_[0-9]+)+$/.test(source)) {
    const plain = source.replaceAll("_", "");
    return { message: `\`${source}\` is a text here, not the number ${plain}`, hint: `write ${plain}; ${quoted}` };
  }
  if (/^0b[01]+$/.test(source) || /^[-+]?[0-9]{1,2}(?::[0-5]?[0-9]){1,2}$/.test(source)) {
    return { message: `\`${source}\` is a text here, and a number to other readers of YAML`, hint: quoted };
  }
  return null;
}

/** A text that ends before its author's does, or later. */
function ofText({ source, hash, offset, end }: PlainScalar, text: string): Judgement | null {
  // A number behind the sign is an identifier; a word may well be a comment.
  if (hash !== null && /^#[A-Z]{0,4}-?[0-9]/.test(hash)) {
    return {
      offset: text.indexOf("#", end),
      source: wordOf(hash),
      message: `\`${wordOf(hash)}\` begins a comment: the text ends in front of it`,
      hint: "put the whole text in quotes; a comment has a space behind its #",
    };
  }
  const item = /\n[ \t]*- /.exec(text.slice(offset, end));
  if (item === null) return null;
  return {
    offset: offset + item.index + item[0].length - 2,
    source: source.slice(0, 40),
    message: "this line goes on with the text above it, and begins no item",
    hint: "indent the `-` like the items of the list, or put the text in quotes",
  };
}

/** The key that a value, or the list around it, stands under. */
function keyOf(path: Path): string {
  return String(path.findLast((step) => typeof step === "string") ?? "");
}

function wordOf(hash: string): string {
  return hash.split(/\s/)[0] ?? "";
}
