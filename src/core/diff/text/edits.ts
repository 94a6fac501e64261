import { lately } from "../../lately.ts";
import { alignBlocks } from "./align.ts";
import type { Block } from "./block.ts";
import { blocksOf } from "./blocks.ts";
import { isCondition } from "./conditions.ts";
import { type Pair, runsOf } from "./pairs.ts";
import { strengthOf, strict } from "./strength.ts";

/** What became of a stretch of a text. Equal texts have none, and texts that differ have at least one. */
export interface Edit {
  /** `null` where it is new. */
  readonly before: string | null;
  /** `null` where it is gone. */
  readonly after: string | null;
  /** Titles of what it stands in, the outermost first; of what is gone, where it stood. */
  readonly within: readonly string[];
  /** What it stood in before: what it was, its old titles say. Of what is new, as `within`. */
  readonly stoodIn: readonly string[];
  /** Where the same words stood before; `null` where they did not move. */
  readonly movedFrom: readonly string[] | null;
  /** Braces that were text are variables now, or the other way round. */
  readonly template: "became" | "ceased" | null;
}

/** What became of a text. */
export function editsBetween(before: string, after: string): readonly Edit[] {
  return editsLately(JSON.stringify([before, after]), () => editsOf(blocksOf(before), blocksOf(after)));
}

const editsLately = lately<readonly Edit[]>();

/** In the order in which the new text is read; what is gone stands where it stood. */
export function editsOf(before: readonly Block[], after: readonly Block[]): readonly Edit[] {
  const { same, moved, edited, removed, added } = alignBlocks(before, after);
  const old = (at: readonly number[]): Side => sideOf(before, at);
  const now = (at: readonly number[]): Side => sideOf(after, at);
  const isAlone = moved.length + edited.length + removed.length + added.length === 0;
  const respaced = respacedIn(before, after, same, isAlone);
  const follows = follower(same);
  const placed: readonly { readonly at: number; readonly edit: Edit }[] = [
    ...runsOf(respaced).map((run) => {
      const [left, right] = [old(run.map((pair) => pair.before)), now(run.map((pair) => pair.after))];
      return {
        at: run[0]?.after ?? 0,
        edit: { ...nothing, before: left.raw, after: right.raw, ...titlesOf(left, right) },
      };
    }),
    ...runsOf(moved).map((run) => {
      const [left, right] = [old(run.map((pair) => pair.before)), now(run.map((pair) => pair.after))];
      const edit = {
        ...nothing,
        before: left.text,
        after: right.text,
        ...titlesOf(left, right),
        movedFrom: left.within,
      };
      return { at: run[0]?.after ?? 0, edit };
    }),
    ...edited.map((group) => {
      const [left, right] = [old(group.before), now(group.after)];
      const isSame = left.braces === null || right.braces === null || left.braces === right.braces;
      const template = isSame ? null : right.braces === "template" ? "became" : "ceased";
      const edit: Edit = { ...nothing, before: left.text, after: right.text, ...titlesOf(left, right), template };
      return { at: Math.min(...group.after), edit };
    }),
    ...removed.map((at) => ({
      at: follows(at),
      edit: { ...nothing, before: old([at]).text, ...titlesOf(old([at]), old([at])) },
    })),
    ...added.map((at) => ({ at, edit: { ...nothing, after: now([at]).text, ...titlesOf(now([at]), now([at])) } })),
  ];
  const edits = placed.toSorted((left, right) => left.at - right.at).map(({ edit }) => edit);
  const [left, right] = [textOf(before), textOf(after)];
  // Of two texts that are too different for an order, the order alone may differ.
  return edits.length > 0 || left === right ? edits : [{ ...nothing, before: left, after: right }];
}

/** The same words written otherwise. Blank lines beside another edit belong to it. */
function respacedIn(
  before: readonly Block[],
  after: readonly Block[],
  same: readonly Pair[],
  isAlone: boolean,
): readonly Pair[] {
  const partner = new Map(same.map((pair) => [pair.before, pair.after]));
  return same.filter((pair) => {
    if (isRuleElsewhere(before[pair.before], after[pair.after])) return true;
    const [was, is] = [before[pair.before]?.raw ?? "", after[pair.after]?.raw ?? ""];
    if (was === is) return false;
    const isBeside = [-1, 1].some(
      (step) => pair.after + step === after.length || partner.get(pair.before + step) !== pair.after + step,
    );
    return isAlone || !isBeside || was.trim() !== is.trim();
  });
}

/** The same rule holds under another condition. */
function isRuleElsewhere(left: Block | undefined, right: Block | undefined): boolean {
  const [was, is] = [left, right].map((block) => (block?.within ?? []).filter(isCondition).join(" "));
  return was !== is && strict(strengthOf(left?.text ?? "")).length > 0;
}

function textOf(blocks: readonly Block[]): string {
  return blocks.map(({ raw }) => raw).join("");
}

const nothing: Edit = { before: null, after: null, within: [], stoodIn: [], movedFrom: null, template: null };

interface Side {
  readonly raw: string;
  readonly text: string;
  readonly within: readonly string[];
  /** What its braces are; `null` where it has none. */
  readonly braces: "text" | "template" | null;
}

function titlesOf(left: Side, right: Side): Pick<Edit, "within" | "stoodIn"> {
  return { within: right.within, stoodIn: left.within };
}

function sideOf(blocks: readonly Block[], at: readonly number[]): Side {
  const own = at.flatMap((index) => blocks[index] ?? []);
  const raw = own.map((block) => block.raw).join("");
  return {
    raw,
    text: raw.trim() === "" ? raw : raw.trimEnd().replace(/^\s*\n/, ""),
    within: own[0]?.within ?? [],
    braces: bracesOf(own.filter(({ text }) => text.includes("{{"))),
  };
}

function bracesOf(own: readonly Block[]): Side["braces"] {
  return own.length === 0 ? null : own.some(({ literal }) => !literal) ? "template" : "text";
}

/** Behind which kept block of the new text something stood. */
function follower(same: readonly { readonly before: number; readonly after: number }[]): (at: number) => number {
  const ends = same.toSorted((left, right) => left.before - right.before);
  return (at) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle]?.before ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return (ends[low - 1]?.after ?? -1) + 0.5;
  };
}
