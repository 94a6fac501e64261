import { someOf } from "../text.ts";
import { aboutOf } from "./about.ts";
import type { Judged, Judgement } from "./rule.ts";

/**
 * What one rule says of many parts in the same words is said once; and where it has something to say of a dozen tools
 * and more, that is one row too. What a row claims, and what it is about, is that of all its parts.
 */
export function uniteAlike(judged: readonly Judged[]): readonly Judged[] {
  const parameters = united(judged, { keyOf: sayingOfParameter, partOf: parameterOf, least: fewest, say: sayOfEach });
  const parts = united(parameters, { keyOf: sayingOfPart, partOf, least: fewest, say: sayOfEach });
  return united(parts, { keyOf: kindOf, partOf, least: most, say: sayOfAll });
}

interface Grouping {
  /** What is the same in all of a group; `null` where it is in none. */
  readonly keyOf: (one: Judged) => string | null;
  /** The name by which the members differ. */
  readonly partOf: (judgement: Judgement) => string;
  readonly least: number;
  readonly say: (judgements: readonly Judgement[], parts: readonly string[]) => string;
}

/** Two rows are read as quickly as one about two. */
const fewest = 3;

/** More rows than this bury the others. */
const most = 12;

/** In place of the first of a group stands the group. */
function united(judged: readonly Judged[], { keyOf, partOf: nameOf, least, say }: Grouping): readonly Judged[] {
  const groups = new Map<string, [Judged, ...Judged[]]>();
  for (const one of judged) {
    const key = keyOf(one);
    if (key === null) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  const rows = new Map<Judged, Judged | null>();
  for (const group of groups.values()) {
    const names = new Set(group.map(({ judgement }) => nameOf(judgement)));
    if (names.size < least) continue;
    for (const one of group) rows.set(one, null);
    rows.set(
      group[0],
      rowOf(group, (judgements) => say(judgements, [...new Set(judgements.map(nameOf))])),
    );
  }
  return judged.flatMap((one) => {
    const row = rows.get(one);
    return row === undefined ? [one] : row === null ? [] : [row];
  });
}

/** In the order of their names, so that the row is the same wherever its parts stand. */
function rowOf(
  [{ rule, judgement }, ...others]: readonly [Judged, ...Judged[]],
  say: (judgements: readonly Judgement[]) => string,
): Judged {
  const judgements = [judgement, ...others.map((other) => other.judgement)].toSorted((left, right) =>
    left.path.join("/") < right.path.join("/") ? -1 : 1,
  );
  return {
    rule,
    judgement: {
      ...(judgements[0] ?? judgement),
      message: say(judgements),
      claims: judgements.flatMap(({ claims }) => claims),
      about: judgements.map((one) => JSON.stringify([one.path, ...aboutOf(one)])).toSorted(),
    },
  };
}

/** The same words about another tool, task, guardrail or variable; `null` where it is about no part that has a name. */
function sayingOfPart(one: Judged): string | null {
  const [section, part] = one.judgement.path;
  return part === undefined || !sections.has(String(section)) ? null : sayingOf(one, String(part), [section ?? ""]);
}

function partOf({ path }: Judgement): string {
  return String(path[1]);
}

/** The same words about another parameter of the same tool, or another field of the same answer. */
function sayingOfParameter(one: Judged): string | null {
  const { path } = one.judgement;
  const name = parameterOf(one.judgement);
  return name === "" ? null : sayingOf(one, name, path.slice(0, -1));
}

/** Empty where it is about no parameter. */
function parameterOf({ path }: Judgement): string {
  const isParameter =
    path[0] === "tools" && path.length > 4 && ["properties", "required"].includes(String(path.at(-2)));
  return isParameter ? String(path.at(-1)) : "";
}

function sayingOf({ rule, judgement }: Judged, name: string, at: Judgement["path"]): string {
  const { message, severity, wayOut = "", words = [] } = judgement;
  return JSON.stringify([rule.id, severity, at, without(name, message), without(name, wayOut), words]);
}

const sections = new Set(["tools", "goldens", "guardrails", "variables"]);

/** The text with a gap where the name stands. */
function without(name: string, text: string): string {
  const pieces = text.split(name);
  // A regular expression of its own for each name would cost more than all the rest.
  return pieces.reduce((left, right) => {
    const isInside = inName.test(left.slice(-1)) || inName.test(right.slice(0, 1));
    return `${left}${isInside ? name : "\u0000"}${right}`;
  });
}

const inName = /[\p{L}\p{N}_-]/u;

function sayOfEach(judgements: readonly Judgement[], [, ...rest]: readonly string[]): string {
  return `${judgements[0]?.message ?? ""}; the same goes for ${someOf(rest, listed)}`;
}

function kindOf({ rule, judgement: { path, severity } }: Judged): string | null {
  return path[0] === "tools" && path.length > 1 ? JSON.stringify([rule.id, severity]) : null;
}

function sayOfAll(judgements: readonly Judgement[], parts: readonly string[]): string {
  const shown = judgements.slice(0, 3).map(({ message }) => message);
  const rest = new Set(judgements.slice(3).map(({ path }) => placeOf(path)));
  return `in ${parts.length} tools: ${shown.join("; ")}; and likewise in ${someOf([...rest], listed)}`;
}

const listed = 40;

/** `get_order`, `get_order.order_id`. */
function placeOf([, name, part, ...inside]: Judgement["path"]): string {
  const isNamed = (at: number): boolean => inside[at - 1] === "properties" || inside[at - 1] === "required";
  return [name, ...(part === "input" ? inside.filter((_, at) => isNamed(at)) : [])].join(".");
}
