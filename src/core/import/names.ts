import { isName } from "../name.ts";

/** `Text Summarizer!` → `text-summarizer`; `null` where nothing of a name is left. */
export function contractName(text: string): string | null {
  const name = slug(text, 48).replace(/^[0-9_-]+/, "");
  return isName("contract", name) ? name : null;
}

/** An id that no other task of these has. */
export function taskId(text: string, number: number, taken: Set<string>): string {
  const wanted = slug(text, 60);
  return unique(isName("task", wanted) ? wanted : `test_${number}`, taken, (name) => name);
}

/** A name that every provider takes, and that no other tool of these has. */
export function toolName(text: string, taken: Set<string>): string {
  const allowed = text.replaceAll(/[^A-Za-z0-9_-]+/g, "_").replace(/^-+/, "");
  return unique(cut(allowed === "" ? "tool" : allowed, 64), taken, (name) => name);
}

/** A name that a contract may declare, and that no other variable of it has. */
export function variableName(text: string, taken: Set<string>): string {
  const allowed = text.replaceAll(/\W+/g, "_");
  return unique(/^[A-Za-z_]/.test(allowed) ? allowed : `_${allowed}`, taken, (name) => name);
}

/** Where a tool is written: on some disks `Read` and `read` are one file, and `con` is none. */
export function fileName(tool: string, taken: Set<string>): string {
  const safe = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i.test(tool) ? `${tool}_` : tool;
  return unique(safe, taken, (name) => name.toLowerCase());
}

function slug(text: string, longest: number): string {
  const plain = text
    .normalize("NFKD")
    .replaceAll(/\p{Mark}/gu, "")
    .toLowerCase();
  return cut(plain.replaceAll(/[^a-z0-9_]+/g, "-").replaceAll(/[_-]{2,}/g, "-"), longest).replaceAll(
    /^[_-]+|[_-]+$/g,
    "",
  );
}

function cut(text: string, longest: number): string {
  return text.slice(0, longest);
}

function unique(wanted: string, taken: Set<string>, same: (name: string) => string): string {
  let name = wanted;
  for (let number = 2; taken.has(same(name)); number += 1) {
    const ending = `_${number}`;
    name = `${wanted.slice(0, 64 - ending.length)}${ending}`;
  }
  taken.add(same(name));
  return name;
}
