import type { Expression } from "./handlebars-nodes.ts";
import { foreign, type Piece } from "./pieces.ts";

/** The steps of a name, or why it is none of ours. */
export function pathOf(expression: Expression): readonly string[] | string {
  if (expression.type !== "PathExpression") return "a name is expected here";
  if (expression.data) return "there are no values beside the variables here (@…)";
  if (expression.depth > 0) return "names around a list are not seen from inside it here (../)";
  const steps = expression.parts.filter((part) => typeof part === "string");
  return steps.length === expression.parts.length ? steps : "there are no helpers here";
}

/** A text or a number that is written out; `null` where it is something else. */
export function textOf(expression: Expression): string | null {
  if (expression.type === "StringLiteral") return expression.value;
  return expression.type === "NumberLiteral" ? String(expression.value) : null;
}

export function originalOf(expression: Expression): string {
  return expression.type === "PathExpression" ? expression.original : "";
}

/** Puts what a partial is given in the place of its names. Items of lists have names of their own. */
export function give(
  pieces: readonly Piece[],
  values: ReadonlyMap<string, string | readonly string[]>,
): readonly Piece[] {
  return pieces.flatMap((piece): readonly Piece[] => {
    if (!("path" in piece)) return [piece];
    const [first = "", ...rest] = piece.path;
    const value = values.get(first);
    if (typeof value === "string") {
      if (piece.kind === "value" && rest.length === 0) return [{ kind: "text", text: value }];
      return [foreign(piece.source, "a partial that is given a text can only write it here")];
    }
    if (piece.kind === "section" && values.size > 0) {
      return [foreign(piece.source, "in a partial that is given something, #if or #each has to say what is meant")];
    }
    const path = value === undefined ? piece.path : [...value, ...rest];
    if (piece.kind === "when") return [{ ...piece, path, body: give(piece.body, values) }];
    return [{ ...piece, path }];
  });
}
