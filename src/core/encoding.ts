/** Why bytes are no text, and where: `why` goes on after "this is …". */
export interface NoText {
  readonly why: string;
  readonly hint: string;
  /** Of the first byte that is wrong; from 1. */
  readonly line: number;
}

/** Text in another encoding, by its byte order mark or its zeros; UTF-16 without a mark is UTF-8 with NUL bytes. */
export function explainWide(bytes: Uint8Array): NoText | null {
  const wide = wideEncoding(bytes);
  if (wide === null) return null;
  return { why: `${wide} text, not UTF-8`, hint: `save it as UTF-8: iconv -f ${wide} -t UTF-8`, line: 1 };
}

/** Bytes that `decodeText` gave up on: what they are instead, and how to make text of them. */
export function explainBytes(bytes: Uint8Array): NoText {
  const at = firstWrongByte(bytes);
  const line = lineOf(bytes, at);
  const byte = `byte 0x${(bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, "0")} in line ${line}`;
  if (bytes.includes(0))
    return { why: `no text: it holds NUL bytes, and ${byte}`, hint: "put the text itself there", line };
  const surrogate = bytes[at] === 0xed && (bytes[at + 1] ?? 0) >= 0xa0;
  return surrogate
    ? { why: `not UTF-8 text: half of a character (${byte})`, hint: "write the whole character", line }
    : {
        why: `not UTF-8 text: ${byte}`,
        hint: "save it as UTF-8; if it is Latin-1: iconv -f WINDOWS-1252 -t UTF-8",
        line,
      };
}

/** By its byte order mark, or by the zeros between the letters of Western text. */
function wideEncoding(bytes: Uint8Array): string | null {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) return third === 0 && fourth === 0 ? "UTF-32" : "UTF-16";
  if (first === 0xfe && second === 0xff) return "UTF-16";
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return "UTF-32";
  const head = bytes.subarray(0, 64);
  const zeros = (odd: number): number => head.filter((byte, index) => index % 2 === odd && byte === 0).length;
  if (zeros(1) > head.length / 4 && zeros(0) === 0) return "UTF-16LE";
  return zeros(0) > head.length / 4 && zeros(1) === 0 ? "UTF-16BE" : null;
}

/** Where a byte stands that UTF-8 does not allow there (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
function firstWrongByte(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const length = lengthAt(bytes, at);
    if (length === 0) return at;
    at += length;
  }
  return 0;
}

/** Bytes of the character that begins here; 0 where none does. */
function lengthAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  const second = bytes[at + 1] ?? 0;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return 0;
  for (let next = at + 2; next < at + length; next += 1) {
    const byte = bytes[next] ?? 0;
    if (byte < 0x80 || byte > 0xbf) return 0;
  }
  return length;
}

function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let index = 0; index < at; index += 1) {
    if (bytes[index] === 0x0a || (bytes[index] === 0x0d && bytes[index + 1] !== 0x0a)) line += 1;
  }
  return line;
}
