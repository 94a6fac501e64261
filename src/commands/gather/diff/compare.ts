import type { Digest } from "../../../core/bundle/digest.ts";
import { besideBroken } from "../../../core/diff/beside-broken.ts";
import { newCredentials } from "../../../core/diff/credentials.ts";
import { type ContractDiff, diffContracts } from "../../../core/diff/judge.ts";
import { diffAdded, diffRemoved, diffUnread } from "../../../core/diff/one-sided.ts";
import type { ContractReview } from "../../../core/diff/review.ts";
import { Failure } from "../../../core/failure.ts";
import type { Finding } from "../../../core/finding.ts";
import type { Task } from "../../../core/golden/task.ts";
import type { Contract } from "../../../core/contract/contract.ts";
import { folderOf } from "../../../core/contract/read.ts";
import { sameJson } from "../../../core/json.ts";
import { didYouMean } from "../../../core/nearest.ts";
import { loadTokenizer, type Tokenizer } from "../../../core/tokens.ts";
import { placed } from "./placed.ts";
import { sayPlace } from "../../../core/place.ts";
import { worstOf } from "../../../core/severity.ts";
import { filesMatching } from "../project.ts";
import type { ReadSide, SideContract, SideGoldens } from "./read.ts";
import type { Side } from "./side.ts";

/** Two sides, and what was read of them. */
export interface Sides {
  readonly base: Side;
  readonly head: Side;
  readonly before: ReadSide;
  readonly after: ReadSide;
  /** Only these contracts; empty means all. */
  readonly only: readonly string[];
}

/** A contract that differs. */
export interface ComparedContract {
  readonly contract: string;
  readonly called: ContractReview["called"];
  readonly before: Digest | null;
  readonly after: Digest | null;
  readonly diff: ContractDiff;
  /** What it is written in, on the new side. */
  readonly files: readonly string[];
}

export interface Compared {
  readonly contracts: readonly ComparedContract[];
  /** Contracts of which nothing can be read on the new side. */
  readonly unreadable: readonly string[];
  /** What `check` would refuse on the new side, and what it refused before too. */
  readonly faults: readonly Finding[];
  readonly inherited: readonly Finding[];
}

/** @throws Failure UNKNOWN_CONTRACT */
export async function compareContracts(sides: Sides): Promise<Compared> {
  await requireKnown(sides);
  const { before, after } = sides;
  const count = await loadTokenizer();
  const unreadable = [...after.unreadable].filter(isWanted(sides)).toSorted();
  const pairs = pairsOf(sides);
  const compared = await Promise.all(pairs.map((pair) => comparePair(pair, sides, count)));
  const contracts = compared.flatMap(({ result }) => result ?? []);
  const faults = [
    ...configFaults(sides.head),
    ...after.faults,
    ...compared.flatMap(({ goldens }) => goldens.after.faults),
  ].filter((fault) => !contracts.some((contract) => isTold(fault, contract)));
  const former = new Set(
    [...configFaults(sides.base), ...before.faults, ...compared.flatMap(({ goldens }) => goldens.before.faults)].map(
      keyOf,
    ),
  );
  return {
    contracts,
    unreadable,
    faults: faults.filter((fault) => !former.has(keyOf(fault))),
    inherited: faults.filter((fault) => former.has(keyOf(fault))),
  };
}

function configFaults(side: Side): readonly Finding[] {
  return side.kind === "tree" ? side.faults : [];
}

/** A contract on both sides, or on one; a renamed one is compared with what it was. */
interface Pair {
  readonly name: string;
  readonly formerName: string;
  readonly before: SideContract | null;
  readonly after: SideContract | null;
  /** It was there before, and nothing of it can be read. */
  readonly wasUnread: boolean;
}

function pairsOf(sides: Sides): readonly Pair[] {
  const { before, after } = sides;
  const names = [...new Set([...before.contracts.keys(), ...after.contracts.keys()])].toSorted();
  const formerNames = new Map([...after.renamedFrom].filter(([, old]) => !after.contracts.has(old)));
  const followed = new Set(formerNames.values());
  return names
    .filter((name) => isWanted(sides)(name) && !after.unreadable.has(name))
    .filter((name) => after.contracts.has(name) || !followed.has(name))
    .map((name) => {
      const formerName = before.contracts.has(name) ? name : (formerNames.get(name) ?? name);
      return {
        name,
        formerName,
        before: before.contracts.get(formerName) ?? null,
        after: after.contracts.get(name) ?? null,
        wasUnread: before.unreadable.has(name),
      };
    });
}

interface ComparedPair {
  readonly result: ComparedContract | null;
  readonly goldens: { readonly before: SideGoldens; readonly after: SideGoldens };
}

async function comparePair(pair: Pair, { before, after }: Sides, count: Tokenizer): Promise<ComparedPair> {
  const goldens = { before: await before.goldensOf(pair.formerName), after: await after.goldensOf(pair.name) };
  const diff = await diffPair(pair, goldens, count);
  const isChange = diff !== null && diff.findings.length > 0;
  const result = isChange
    ? {
        contract: pair.name,
        called: {
          before: pair.before === null && !pair.wasUnread ? null : pair.formerName,
          after: pair.after === null ? null : pair.name,
        },
        before: pair.before?.digest ?? null,
        after: pair.after?.digest ?? null,
        diff: placed(diff, pair.after?.authored ?? null, goldens.after),
        files: pair.after?.authored?.document.files ?? [],
      }
    : null;
  return { result, goldens };
}

async function diffPair(
  { before, after, wasUnread }: Pair,
  goldens: ComparedPair["goldens"],
  count: Tokenizer,
): Promise<ContractDiff | null> {
  if (before === null) return after === null ? null : (wasUnread ? diffUnread : diffAdded)(after.contract, count);
  if (after === null) return diffRemoved(before.contract, count);
  if (before.digest !== null && before.digest === after.digest && areSame(goldens)) return null;
  const [was, is] = [known(before, after), known(after, before)];
  return diffContracts(was, is, {
    count,
    goldens: { before: knownTasks(goldens.before, goldens.after), after: knownTasks(goldens.after, goldens.before) },
    credentials: await newCredentials(was, is),
  });
}

/** Tasks of a broken file are taken to be as they are on the other side: what is wrong is said beside. */
function knownTasks({ tasks, broken }: SideGoldens, other: SideGoldens): readonly Task[] | null {
  if (tasks === null || other.tasks === null) return tasks;
  return [...tasks, ...other.tasks.filter(({ place }) => broken.has(place.file))];
}

function areSame({ before, after }: ComparedPair["goldens"]): boolean {
  const [left, right] = [before, after].map(({ tasks }) => tasks?.map(({ document }) => document) ?? null);
  return sameJson(left ?? null, right ?? null);
}

function known({ contract, authored, broken }: SideContract, other: SideContract): Contract {
  return besideBroken({ contract, value: authored?.document.value ?? null, broken }, other.contract);
}

function isWanted({ only }: Sides): (name: string) => boolean {
  return (name) => only.length === 0 || only.includes(name);
}

/** A contract that did not change was not read: whether it is there, only a list says. */
async function requireKnown({ base, head, before, after, only }: Sides): Promise<void> {
  const read = [before, after].flatMap(({ contracts, unreadable }) => [...contracts.keys(), ...unreadable]);
  if (only.every((name) => read.includes(name))) return;
  const listed = await Promise.all(
    [base, head].map((side) =>
      side.kind === "bundles" ? [] : filesMatching(side.tree, side.prefix, side.config.contracts),
    ),
  );
  const all = [...new Set([...read, ...listed.flat().map(folderOf)])].toSorted();
  for (const name of only)
    if (!all.includes(name))
      throw new Failure("UNKNOWN_CONTRACT", { name, known: all, where: null, meant: didYouMean(name, all) });
}

/** What breaks is often what `check` would refuse too: said once, as what it does. */
function isTold({ contract, place }: Finding, { contract: name, diff }: ComparedContract): boolean {
  if (contract !== name || place === null) return false;
  return diff.findings.some(
    (finding) =>
      worstOf(finding.severity) === "breaking" && finding.place !== null && sayPlace(finding.place) === sayPlace(place),
  );
}

/** The same fault on the other side: lines move. */
function keyOf({ rule, contract, path, message }: Finding): string {
  return JSON.stringify([rule, contract, path, message]);
}
