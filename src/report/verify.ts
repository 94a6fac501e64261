import { promptId } from "../core/bundle/digest.ts";
import type { Flaw } from "../core/audit/check.ts";
import type { Inventory } from "../core/audit/inventory.ts";
import type { Reissue, Repair } from "../core/audit/repair.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { count, sayList } from "../core/text.ts";
import { type Answer, type Block, type Cell, heading, list, toned } from "./report.ts";

/** What one check found. */
export interface Checked {
  readonly name: string;
  readonly proves: string;
  readonly flaws: readonly Flaw[];
}

/** Every check with what it found, what is told of the past, and what `--repair` would do about the rest. */
export function verifyBlocks(checked: readonly Checked[], plan: Repair): readonly Block[] {
  const past = checked.flatMap(({ flaws }) => flaws.filter(({ when }) => when === "past"));
  const would = planOf(plan);
  return [
    list(checked.flatMap(sayCheck)),
    ...(past.length === 0 ? [] : [heading("Told, and not counted"), list(some(past.map(sayFlaw)))]),
    ...(would.length === 0 ? [] : [heading("What `promptctl verify --repair` does"), list(would)]),
  ];
}

function sayCheck({ name, proves, flaws }: Checked): readonly Cell[] {
  const now = flaws.filter(({ when }) => when === "now");
  if (now.length === 0) return [toned("good", `✔ ${name}: ${proves}`)];
  return some(now.map((flaw) => `✘ ${name}: ${sayFlaw(flaw)}`)).map((text) => toned("bad", text));
}

function sayFlaw({ where, says }: Flaw): string {
  return `${where}: ${says}`;
}

/** A screen of them; JSON has all. */
function some(lines: readonly string[]): readonly string[] {
  return lines.length <= most ? lines : [...lines.slice(0, most), `and ${lines.length - most} more`];
}

const most = 12;

function planOf({ reissues, restored, beyond }: Repair): readonly Cell[] {
  return [
    ...reissues.map(sayReissue),
    ...restored.map(
      (digest) => `the bundle ${digest.slice(0, 19)}… comes back: an older commit or a published place has it`,
    ),
    ...beyond.map((path) =>
      toned("bad", `nothing about ${path}: nobody has a bundle that it served; promote or roll back`),
    ),
  ];
}

function sayReissue({ pointer, highest, from }: Reissue): string {
  return `${sayPlace(pointer)}: issued again with serial ${highest + 1}, as ${from} says: ${sayServed(pointer)}`;
}

export function sayRepaired(writes: readonly Pointer[]): readonly string[] {
  return writes.map((pointer) => `${sayPlace(pointer)}: serial ${pointer.serial}, ${sayServed(pointer)}`);
}

function sayPlace({ contract, label }: Pointer): string {
  return `${label} of ${contract}`;
}

function sayServed({ contract, current, halted, ramp }: Pointer): string {
  const ramped = ramp === null ? "" : `, with the ramp of ${promptId(contract, ramp.bundle)}`;
  return `serves ${promptId(contract, current)}${ramped}${halted === null ? "" : ", HALTED"}`;
}

/** What is wrong weighs more than what is not known. */
export function verifyAnswer(
  checked: readonly Checked[],
  inventory: Inventory,
): { readonly answer: Answer; readonly verdict: string } {
  const wrong = checked.flatMap(({ flaws }) => flaws).filter(({ when }) => when === "now").length;
  if (wrong > 0) return { answer: "no", verdict: `${count(wrong, "thing")} ${wrong === 1 ? "is" : "are"} wrong` };
  const { bundles, pointers, evidence, log, places, isShallow } = inventory;
  if (isShallow) {
    const verdict = "nothing is wrong as far as this shallow clone knows: `git fetch --unshallow`, and ask again";
    return { answer: "unknown", verdict };
  }
  if (pointers.size === 0) return { answer: "yes", verdict: "nothing is released yet" };
  const proved = [
    count(bundles.size, "bundle"),
    count(pointers.size, "pointer"),
    count(evidence.size, "result"),
    count(log.length, "move"),
    count(places.length, "place"),
  ];
  return { answer: "yes", verdict: `${sayList(proved)} are what they say` };
}
