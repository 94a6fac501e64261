import { isJsonArray, isJsonObject, type Json } from "../../json.ts";
import type { Path } from "../../place.ts";
import type { Change } from "../change.ts";
import { sameInOrder } from "../lines.ts";
import { blocksOf } from "./blocks.ts";
import { type Edit, editsBetween, editsOf } from "./edits.ts";

/** The edits of the system text, as bundles hold it. None where only its cut into pieces differs. */
export function compareSystem(path: Path, before: Json, after: Json): readonly Change[] {
  return sayEdits(path, editsOf(systemBlocks(before), systemBlocks(after)));
}

/**
 * First messages: those that stayed, in order, and the edits of those between them. None where what stands
 * there is no list of messages.
 */
export function compareMessages(path: Path, before: Json, after: Json): readonly Change[] {
  const [left, right] = [messagesOf(before), messagesOf(after)];
  if (left === null || right === null) return [];
  const key = ({ role, content }: Message): string => JSON.stringify([role, content]);
  const kept = sameInOrder(left.map(key), right.map(key), mostEdits) ?? right.map(() => null);
  const taken = new Set(kept);
  let next = 0;
  const changes: Change[] = [];
  const dropUntil = (end: number): void => {
    for (; next < end; next += 1) {
      const message = left[next];
      if (message !== undefined && !taken.has(next))
        changes.push({ kind: "removed", path: [...path, next], before: { ...message } });
    }
  };
  right.forEach((message, at) => {
    const was = kept[at] ?? null;
    if (was !== null) {
      dropUntil(was);
      next = was + 1;
      return;
    }
    const candidate = left[next];
    if (candidate !== undefined && !taken.has(next) && candidate.role === message.role) {
      next += 1;
      const edits = editsBetween(candidate.content, message.content);
      changes.push(...sayEdits([...path, at, "content"], edits));
    } else changes.push({ kind: "added", path: [...path, at], after: { ...message } });
  });
  dropUntil(left.length);
  return changes;
}

const mostEdits = 1_000;

interface Message {
  readonly role: string;
  readonly content: string;
}

function messagesOf(value: Json): readonly Message[] | null {
  if (!isJsonArray(value)) return null;
  const messages = value.flatMap((item) => {
    const { role, content } = isJsonObject(item) ? item : {};
    return typeof role === "string" && typeof content === "string" ? [{ role, content }] : [];
  });
  return messages.length === value.length ? messages : null;
}

function systemBlocks(system: Json): ReturnType<typeof blocksOf> {
  if (typeof system === "string") return blocksOf(system);
  return (isJsonArray(system) ? system : []).flatMap((piece) => {
    const { text, literal } = isJsonObject(piece) ? piece : {};
    return typeof literal === "string" ? blocksOf(literal, true) : typeof text === "string" ? blocksOf(text) : [];
  });
}

function sayEdits(path: Path, edits: readonly Edit[]): readonly Change[] {
  return edits.map((edit) => ({ kind: "edited", path, ...edit }));
}
