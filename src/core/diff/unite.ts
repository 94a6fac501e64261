import { someOf } from "../text.ts";
import { aboutOf } from "./about.ts";
import type { Judged, Judgement } from "./rule.ts";

/**
 * What one rule says of many parts in the same words is said once; and where it has something to say of a dozen tools
 * and more, that is one row too. What a row claims, and what it is about, is that of all its parts.
 */
export function uniteAlike(judged: readonly Judged[]): readonly Judged[] {
  return united(united(judged, sayingOf, fewest, sayOfEach), kindOf, most, sayOfAll);
}

/** Two rows are read as quickly as one about two. */
const fewest = 3;

/** More rows than this bury the others. */
const most = 12;

/** In place of the first of a group stands the group. */
function united(
  judged: readonly Judged[],
  keyOf: (one: Judged) => string | null,
  least: number,
  say: (judgements: readonly Judgement[]) => string,
): readonly Judged[] {
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
    if (partsOf(group.map(({ judgement }) => judgement)).length < least) continue;
    for (const one of group) rows.set(one, null);
    rows.set(group[0], rowOf(group, say));
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

/** The same words about another part; `null` where it is about no part that has a name. */
function sayingOf({ rule, judgement }: Judged): string | null {
  const { path, message, severity, wayOut = "", words = [] } = judgement;
  const [section, part] = path;
  if (part === undefined || !sections.has(String(section))) return null;
  const name = String(part);
  return JSON.stringify([rule.id, severity, section, without(name, message), without(name, wayOut), words]);
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

function sayOfEach(judgements: readonly Judgement[]): string {
  const [, ...rest] = partsOf(judgements);
  return `${judgements[0]?.message ?? ""}; the same goes for ${someOf(rest, listed)}`;
}

function kindOf({ rule, judgement: { path, severity } }: Judged): string | null {
  return path[0] === "tools" && path.length > 1 ? JSON.stringify([rule.id, severity]) : null;
}

function sayOfAll(judgements: readonly Judgement[]): string {
  const shown = judgements.slice(0, 3).map(({ message }) => message);
  const rest = new Set(judgements.slice(3).map(({ path }) => placeOf(path)));
  return `in ${partsOf(judgements).length} tools: ${shown.join("; ")}; and likewise in ${someOf([...rest], listed)}`;
}

const listed = 40;

/** `get_order`, `get_order.order_id`. */
function placeOf([, name, part, ...inside]: Judgement["path"]): string {
  const isNamed = (at: number): boolean => inside[at - 1] === "properties" || inside[at - 1] === "required";
  return [name, ...(part === "input" ? inside.filter((_, at) => isNamed(at)) : [])].join(".");
}

function partsOf(judgements: readonly Judgement[]): readonly string[] {
  return [...new Set(judgements.map(({ path }) => String(path[1])))];
}
