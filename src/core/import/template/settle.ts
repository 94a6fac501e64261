import { propertiesOf } from "../../schema/walk.ts";
import { itemOf, isOverList, kindOf, type Shape, shapeAt, type ShapeKind } from "./shape.ts";
import type { Piece } from "./pieces.ts";

/** A template in our own language. */
export type Ready =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "comment"; readonly text: string }
  | { readonly kind: "value"; readonly path: readonly string[] }
  | {
      readonly kind: "section";
      readonly path: readonly string[];
      readonly inverted: boolean;
      readonly body: readonly Ready[];
    };

/** What cannot be said in our language, as it was written. */
export interface Problem {
  readonly source: string;
  readonly why: string;
}

export interface Settled {
  readonly pieces: readonly Ready[];
  /** Where there is one, the pieces do not mean what was written. */
  readonly problems: readonly Problem[];
}

interface Site {
  readonly root: Shape;
  readonly scope: Shape;
  /** Inside a list the item is the scope. */
  readonly inList: boolean;
  readonly rename: (variable: string) => string;
  readonly problems: Problem[];
}

/**
 * Says a template in our language where that means the same: our sections are over lists and booleans, names
 * around a list are not seen from inside it, and a value is a text, a number or a boolean.
 *
 * @param rename what a variable is called here
 */
export function settle(pieces: readonly Piece[], root: Shape, rename: (variable: string) => string): Settled {
  const problems: Problem[] = [];
  return { pieces: settleAll(pieces, { root, scope: root, inList: false, rename, problems }), problems };
}

function settleAll(pieces: readonly Piece[], site: Site): readonly Ready[] {
  return pieces.flatMap((piece) => settleOne(piece, site));
}

function settleOne(piece: Piece, site: Site): readonly Ready[] {
  if ("climbs" in piece && climbsOut(piece.path, site))
    return problem(site, piece.source, "names around a list are not seen from inside it here");
  switch (piece.kind) {
    case "text":
    case "comment":
      return [piece];
    case "foreign":
      return problem(site, piece.source, piece.why);
    case "mark":
      return problem(
        site,
        `{{${piece.name}}}`,
        "it stands inside a section, so whether it counts is decided when it is rendered",
      );
    case "value":
      return settleValue(piece, site);
    case "when":
      return settleWhen(piece, site);
    case "each":
      return settleEach(piece, site);
    case "section": {
      const overList = isOverList(piece, shapeAt(site.scope, piece.path));
      if (!overList && !piece.negated && isUndecided(piece, site)) {
        return problem(site, piece.source, "nothing says whether it is a list, an object or true and false");
      }
      return overList && !piece.negated ? settleEach(piece, site) : settleWhen(piece, site);
    }
  }
}

/** Nothing declares the value, and its section takes names that nothing declares: they may be those of an item. */
function isUndecided({ path, body }: Piece & { readonly kind: "section" }, { root, scope }: Site): boolean {
  const declared = propertiesOf(root.declared ?? {});
  return shapeAt(scope, path).declared === null && namesIn(body).some((name) => !Object.hasOwn(declared, name));
}

function namesIn(body: readonly Piece[]): readonly string[] {
  return body.flatMap((piece) => {
    const inside = "body" in piece ? namesIn(piece.body) : [];
    return "path" in piece && piece.path[0] !== undefined ? [piece.path[0], ...inside] : inside;
  });
}

/** The item is not known to have it, and there is a variable of this name. */
function climbsOut([first]: readonly string[], { root, scope, inList }: Site): boolean {
  return (
    inList && first !== undefined && !Object.hasOwn(propertiesOf(scope.declared ?? {}), first) && root.fields.has(first)
  );
}

function settleValue(piece: Piece & { readonly kind: "value" }, site: Site): readonly Ready[] {
  if (piece.path.length === 0 && !site.inList) return problem(site, piece.source, "the whole input is no text here");
  const kind = kindOf(shapeAt(site.scope, piece.path));
  if (kind === "list" || kind === "object")
    return problem(site, piece.source, `it is ${sayKind(kind)}, and only texts, numbers and booleans are written`);
  if (kind === "boolean" && piece.python)
    return problem(site, piece.source, "a boolean is written true here, and True there");
  return named(piece.path, piece.source, site, (path) => [{ kind: "value", path }]);
}

function settleWhen(piece: Piece & { readonly kind: "when" | "section" }, site: Site): readonly Ready[] {
  const shape = shapeAt(site.scope, piece.path);
  const kind = kindOf(shape);
  if (piece.path.length === 0 && !site.inList)
    return problem(site, piece.source, "the whole input is no condition here");
  const empty = kind === "list" && piece.negated;
  if (kind !== "boolean" && !empty) {
    const why =
      kind === "list"
        ? "a section over a list repeats itself here, and this is shown once"
        : `it is ${sayKind(kind)}, and a condition is a boolean here`;
    return problem(site, piece.source, why);
  }
  return named(piece.path, piece.source, site, (path) => [
    { kind: "section", path, inverted: piece.negated, body: settleAll(piece.body, site) },
  ]);
}

function settleEach(piece: Piece & { readonly kind: "each" | "section" }, site: Site): readonly Ready[] {
  const shape = shapeAt(site.scope, piece.path);
  const kind = kindOf(shape);
  if (kind !== "list")
    return problem(site, piece.source, `it is ${sayKind(kind)}, and only lists are gone through here`);
  const inside = { ...site, scope: itemOf(shape), inList: true };
  return named(piece.path, piece.source, site, (path) => [
    { kind: "section", path, inverted: false, body: settleAll(piece.body, inside) },
  ]);
}

/** The path with our name of the variable, if it is one that our templates can say. */
function named(
  path: readonly string[],
  source: string,
  site: Site,
  use: (path: readonly string[]) => readonly Ready[],
): readonly Ready[] {
  const [first, ...rest] = path;
  const steps = first === undefined || site.inList ? path : [site.rename(first), ...rest];
  const sayable = steps.every((step, index) => (index === 0 ? /^[A-Za-z_][\w-]*$/ : /^[A-Za-z0-9_][\w-]*$/).test(step));
  return sayable ? use(steps) : problem(site, source, "a template of ours has no such name");
}

function problem(site: Site, source: string, why: string): readonly Ready[] {
  site.problems.push({ source, why });
  return [];
}

function sayKind(kind: ShapeKind): string {
  return { text: "a text", boolean: "a boolean", list: "a list", object: "an object", unknown: "of unknown kind" }[
    kind
  ];
}
