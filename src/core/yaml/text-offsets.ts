/** A text where it stands in a file: from its first sign, quotes and all, to behind its last. */
export interface WrittenText {
  readonly start: number;
  readonly end: number;
  readonly style: "plain" | "single-quoted" | "double-quoted" | "block";
  readonly value: string;
}

/**
 * For each character of a text, and for its end, where it stands in the file. YAML folds, indents and escapes,
 * but what is no white space comes through in its order: so both are laid side by side.
 */
export function offsetsOfText(source: string, written: WrittenText): Uint32Array {
  const { start, end, value: text } = written;
  const units = visibleUnits(source, written);
  const offsets = new Uint32Array(text.length + 1);
  let unit = 0;
  // White space stands behind what is visible before it, as far as there is room.
  let behind = units.starts[0] ?? start;
  for (let index = 0; index < text.length; index += 1) {
    const room = units.starts[unit] ?? end;
    if (isSpace(text[index])) {
      offsets[index] = Math.min(behind, room);
      behind += 1;
    } else {
      offsets[index] = room;
      behind = units.ends[unit] ?? room;
      unit += 1;
    }
  }
  offsets[text.length] = Math.min(behind, end);
  return offsets;
}

/** What stands for one visible character each. */
interface Units {
  readonly starts: number[];
  readonly ends: number[];
}

function visibleUnits(source: string, { start, end, style }: WrittenText): Units {
  const units: Units = { starts: [], ends: [] };
  const add = (from: number, to: number): void => {
    units.starts.push(from);
    units.ends.push(to);
  };
  const quoted = style === "single-quoted" || style === "double-quoted";
  const stop = quoted ? end - 1 : end;
  let position = quoted ? start + 1 : style === "block" ? source.indexOf("\n", start) + 1 : start;
  while (position < stop) {
    const character = source[position];
    if (style === "single-quoted" && character === "'") {
      add(position, position + 2);
      position += 2;
    } else if (style === "double-quoted" && character === "\\") {
      const { length, visible } = escapeAt(source, position);
      for (let count = 0; count < visible; count += 1) add(position, position + length);
      position += length;
    } else {
      if (!isSpace(character)) add(position, position + 1);
      position += 1;
    }
  }
  return units;
}

/** How long an escape is, and how many visible characters it makes. */
function escapeAt(source: string, position: number): { readonly length: number; readonly visible: number } {
  const sign = source[position + 1] ?? "";
  const digits = { x: 2, u: 4, U: 8 }[sign];
  if (digits === undefined) return { length: 2, visible: "nrt \t\n".includes(sign) ? 0 : 1 };
  const code = Number.parseInt(source.slice(position + 2, position + 2 + digits), 16);
  return { length: digits + 2, visible: isSpace(String.fromCharCode(code)) && code < 128 ? 0 : code > 0xffff ? 2 : 1 };
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}
