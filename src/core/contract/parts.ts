import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import type { Lines, Path } from "../place.ts";
import type { AuthoredContract } from "./read.ts";
import { sectionsOf } from "./sections.ts";

/** A part of a contract that a person would ask about, and the lines that it is written on. */
export interface Part {
  /** `tool issue_refund`, `told: Refunds`. */
  readonly name: string;
  /** Part of the bundle; what is not goes out with no release. */
  readonly released: boolean;
  readonly lines: readonly Lines[];
}

/** Every part that somebody wrote, in the order in which it is read. */
export function partsOf({ written, document }: AuthoredContract): readonly Part[] {
  const part = (name: string, path: Path, released = true): readonly Part[] => {
    const lines = document.linesOf(path);
    return lines.length === 0 ? [] : [{ name, released, lines }];
  };
  const { value } = document;
  const system: Json = isJsonObject(value) ? (value["system"] ?? null) : null;
  return [
    ...part("description", ["description"], false),
    ...part("owner", ["owner"], false),
    ...part("model", ["model"]),
    ...part("knowledge", ["knowledge"]),
    ...part("conversations", ["sessions"]),
    ...written.tools.flatMap(({ name }, at) => part(`tool ${name}`, ["tools", at])),
    ...written.guardrails.flatMap(({ id }, at) => part(`rule ${id}`, ["guardrails", at])),
    ...part("limits", ["budgets"]),
    ...part("stop reasons", ["stop_reasons"]),
    ...part("answer", ["output"]),
    ...part("variables", ["variables"]),
    ...part("first messages", ["messages"]),
    ...(isJsonArray(system)
      ? system.flatMap((piece, at) => sectionsOf(document, ["system", at], piece))
      : sectionsOf(document, ["system"], system)
    ).map(({ title, lines }) => ({ name: `told: ${title}`, released: true, lines })),
  ];
}
