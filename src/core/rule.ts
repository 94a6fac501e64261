import { digestOf, hexOf } from "./bundle/digest.ts";
import type { Finding, Level } from "./finding.ts";
import { isJsonArray, isJsonObject, type Json } from "./json.ts";
import type { Path, Place } from "./place.ts";

/**
 * A law is what a contract cannot work without: it can be neither lowered nor waived, and nothing is built
 * against it. The other levels are advice, which a team may weigh differently.
 */
export type RuleLevel = "law" | Level;

/** What every rule says of itself: `promptctl explain` reads it out. */
export interface RuleCard {
  readonly id: string;
  readonly level: RuleLevel;
  /** What is right, and why, in one sentence. */
  readonly purpose: string;
  /** What to do where the rule speaks, in one or two sentences. */
  readonly remedy: string;
}

/** What a rule found. */
export interface Fault {
  readonly path: Path;
  /** A character of the text at the path, where the text itself is at fault. */
  readonly offset?: number;
  readonly message: string;
  readonly hint?: string;
  /** What tells this fault from others at the same path: names, never positions or prose. */
  readonly about?: readonly string[];
}

/** What was judged: a document that knows where its parts stand. */
export interface Subject {
  readonly contract: string | null;
  readonly value: Json;
  locate(path: Path): Place;
  locateText(path: Path, offset: number): Place;
  frame(place: Place): string | null;
}

export function findingOf({ id, level }: RuleCard, fault: Fault, subject: Subject): Finding {
  const { path, offset, message, hint, about = [] } = fault;
  const place = offset === undefined ? subject.locate(path) : subject.locateText(path, offset);
  const { contract } = subject;
  return {
    rule: id,
    level: level === "law" ? "error" : level,
    message,
    hint: hint ?? null,
    contract,
    path,
    place,
    frame: subject.frame(place),
    fingerprint:
      level === "law" ? null : fingerprint([id, contract ?? place.file, ...stable(subject.value, path), ...about]),
  };
}

/** Who a finding is, across rewordings of messages, moved lines and reordered lists. */
export function fingerprint(parts: readonly string[]): string {
  return hexOf(digestOf(JSON.stringify(parts))).slice(0, 16);
}

/** Items of a list by their own names where they have one. */
function stable(value: Json, path: Path): readonly string[] {
  let part: Json | undefined = value;
  return path.map((step) => {
    part = isJsonArray(part) ? part[Number(step)] : isJsonObject(part) ? part[step] : undefined;
    if (typeof step === "string" || !isJsonObject(part)) return String(step);
    const name = part["name"] ?? part["id"] ?? part["index"];
    return typeof name === "string" ? name : String(step);
  });
}
