import { isJsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import type { ContractFile } from "./schema.ts";

/** A text that the model reads, where it was written. */
export interface WrittenText {
  readonly kind: "system" | "message" | "description";
  readonly path: Path;
  readonly text: string;
  /** Not a template: its braces are text. */
  readonly literal: boolean;
}

/** Every text that the model reads as prose, in the order in which people write them. */
export function textsIn({ system, messages, tools }: ContractFile): readonly WrittenText[] {
  const pieces = Array.isArray(system)
    ? system.map((piece, index) => ({ path: ["system", index], piece }))
    : [{ path: ["system"], piece: system }];
  return [
    ...pieces.map(({ path, piece }): WrittenText => {
      const literal = isJsonObject(piece);
      return { kind: "system", path, text: literal ? piece.literal : piece, literal };
    }),
    ...messages.map(({ content }, index): WrittenText => {
      return { kind: "message", path: ["messages", index, "content"], text: content, literal: false };
    }),
    ...tools.flatMap(({ description }, index): readonly WrittenText[] => {
      if (description === undefined) return [];
      return [{ kind: "description", path: ["tools", index, "description"], text: description, literal: false }];
    }),
  ];
}

/** The texts that are templates. */
export function templatesIn(written: ContractFile): readonly WrittenText[] {
  return textsIn(written).filter(({ literal }) => !literal);
}
