/**
 * A template of another language, as far as several languages say the same: names are looked up in the innermost
 * item of a list, or at the root outside of lists. White space is as it will be rendered.
 */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "comment"; readonly text: string }
  | Place<"value">
  /** Shown where the value is true, or (negated) where it is not, in the other language's sense. */
  | (Place<"when"> & { readonly negated: boolean; readonly body: readonly Piece[] })
  | (Place<"each"> & { readonly body: readonly Piece[] })
  /** Mustache's section: a condition or a list, as the value is. */
  | (Place<"section"> & { readonly negated: boolean; readonly body: readonly Piece[] })
  /** A helper that means something for the prompt as a whole: a role, the history. */
  | {
      readonly kind: "mark";
      readonly name: string;
      readonly value: string;
      /** It was written around what it is about: `{{#role "user"}}…{{/role}}`. */
      readonly block: boolean;
      readonly start: number;
      readonly end: number;
    }
  /** What our language has no word for. */
  | { readonly kind: "foreign"; readonly source: string; readonly why: string };

interface Place<Kind> {
  readonly kind: Kind;
  /** Steps of a dotted name; none is the item itself. */
  readonly path: readonly string[];
  /** As it was written, for messages. */
  readonly source: string;
  /** Where the item has no such name, the other language looks around the list: ours does not. */
  readonly climbs?: true;
  /** The other language writes booleans as Python does. */
  readonly python?: true;
}

/** What a template reads as, or why it cannot be read at all. */
export type ReadTemplate =
  | { readonly pieces: readonly Piece[]; readonly why: null }
  | { readonly pieces: null; readonly why: string };

export function foreign(source: string, why: string): Piece {
  return { kind: "foreign", source: clip(source), why };
}

/** Enough of a tag to find it again. */
export function clip(source: string): string {
  const line = source.replaceAll(/\s+/g, " ").trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
