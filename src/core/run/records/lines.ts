/** Pieces of bytes of any size in, lines out. */
export interface LineSplitter {
  add(bytes: Uint8Array): void;
  /** There are no more bytes: what is left is a line without an end. */
  end(): void;
}

export interface LineSink {
  /** @param isEnded false for the last one where no newline ends it */
  line(text: string, isEnded: boolean): void;
  /** A line that nobody needs to see whole. */
  tooLong(): void;
}

/** Nothing is awaited between two lines, and a piece is decoded at once: who parses millions of lines waits for nothing else. */
export function openSplitter({ line, tooLong }: LineSink, most = longestLine): LineSplitter {
  const decoder = new TextDecoder();
  let begun: Uint8Array[] = [];
  let length = 0;

  function keep(bytes: Uint8Array): void {
    length += bytes.length;
    if (length > most) begun = [];
    // Who reads a file writes its next bytes over these.
    else if (bytes.length > 0) begun.push(bytes.slice());
  }

  function finish(isEnded: boolean): void {
    if (length > most) tooLong();
    else line(decoder.decode(joined(begun, length)), isEnded);
    begun = [];
    length = 0;
  }

  return {
    add: (bytes) => {
      const first = length === 0 ? -1 : bytes.indexOf(newline);
      if (length > 0) {
        keep(first === -1 ? bytes : bytes.subarray(0, first));
        if (first === -1) return;
        finish(true);
      }
      const last = bytes.lastIndexOf(newline);
      if (last > first) {
        const text = decoder.decode(bytes.subarray(first + 1, last));
        for (let from = 0; from <= text.length;) {
          const to = text.indexOf("\n", from);
          const end = to === -1 ? text.length : to;
          line(text.slice(from, end), true);
          from = end + 1;
        }
      }
      keep(bytes.subarray(last + 1));
    },
    end: () => {
      if (length > 0) finish(false);
    },
  };
}

/** Bytes: a record with a transcript is long, and nothing is as long as this. */
const longestLine = 16 * 1024 * 1024;

const newline = 0x0a;

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
