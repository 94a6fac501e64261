import type { GitObject } from "./objects.ts";

/**
 * Takes the output of `git cat-file --batch` as it comes, and gives each answer when it is complete:
 * `<id> <type> <size>`, a line end, the contents, a line end; or one line that says why there is no object.
 */
export function answerReader(give: (answer: GitObject | null) => void): (bytes: Uint8Array) => void {
  let held: Uint8Array[] = [];
  let size = 0;
  let needed = 0;
  return (chunk) => {
    held.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    let bytes = held.length === 1 ? chunk : Buffer.concat(held);
    for (;;) {
      const answer = firstAnswer(bytes);
      if (answer.kind === "incomplete") {
        needed = answer.needed;
        break;
      }
      give(answer.object);
      bytes = bytes.subarray(answer.end);
    }
    held = [bytes];
    size = bytes.length;
  };
}

type Answer =
  | { readonly kind: "complete"; readonly object: GitObject | null; readonly end: number }
  | { readonly kind: "incomplete"; readonly needed: number };

function firstAnswer(bytes: Uint8Array): Answer {
  const line = bytes.indexOf(newline);
  if (line === -1) return { kind: "incomplete", needed: bytes.length + 1 };
  const [, id = "", type = "", length] = header.exec(decoder.decode(bytes.subarray(0, line))) ?? [];
  const start = line + 1;
  if (length === undefined) return { kind: "complete", object: null, end: start };
  const end = start + Number(length) + 1;
  if (bytes.length < end) return { kind: "incomplete", needed: end };
  // A copy: what was read around it can go.
  return { kind: "complete", object: { id, type, bytes: new Uint8Array(bytes.subarray(start, end - 1)) }, end };
}

const newline = 0x0a;
const header = /^([0-9a-f]{40,64}) (\w+) (\d+)$/;
const decoder = new TextDecoder();
