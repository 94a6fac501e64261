import type { ChangeFinding } from "../../../core/diff/judge.ts";
import type { ContractReview, Review, SharedFragment, WaivedChange } from "../../../core/diff/review.ts";
import { weighChanges, withFindings } from "../../../core/diff/weigh.ts";
import { sayDay } from "../../../core/instant.ts";
import { runSparingly } from "../../../world/engine.ts";
import type { World } from "../../../world/world.ts";
import type { Project } from "../project.ts";
import type { Compared } from "./compare.ts";
import { faultsOf } from "./faults.ts";
import type { ComparedContract } from "./pair.ts";
import type { Side, TreeSide } from "./side.ts";
import { type Touched, touchedBetween } from "./touched.ts";
import { waiveChanges } from "./waivers.ts";

export interface ReviewRequest {
  readonly base: Side;
  readonly head: Side;
  /** Only these contracts; empty means all. */
  readonly only: readonly string[];
  /** What may differ, where somebody knows it. */
  readonly touched?: Touched;
  /** Whose severities count where the side before has no files, and whose waivers where the new side has none. */
  readonly standing: TreeSide;
}

/**
 * Two sides, compared, weighed as the team weighs, without what is waived.
 *
 * @throws Failure UNKNOWN_CONTRACT
 */
export async function gatherReview(world: World, project: Project, request: ReviewRequest): Promise<Review> {
  const { base, head, standing } = request;
  const today = sayDay(world.clock.now());
  const touched = request.touched ?? (await touchedBetween(project.repository, base, head));
  const compared = await compare(request, touched);

  // Who asks for a change does not decide how it is weighed.
  const { severities } = (base.kind === "tree" ? base : standing).config;
  const weighed = compared.contracts.map((one) => ({ ...one, diff: weighChanges(one.diff, severities) }));
  const findings = weighed.flatMap(({ diff }) => diff.findings);
  const { remaining, waived, findings: aboutWaivers } = await waiveChanges(findings, { base, head, standing }, today);
  const left = new Set(remaining);
  return {
    base: { name: base.name, how: base.how },
    head: { name: head.name, how: head.how },
    contracts: weighed.map((one) => reviewed(one, left, waived)),
    unreadable: compared.unreadable,
    faults: compared.faults,
    inherited: compared.inherited,
    aboutWaivers,
    fragments: touched === null ? [] : sharedFragments(touched.paths, weighed),
    today,
  };
}

/** Where nothing differs nothing is read, and no rule is loaded: that is what most calls find. */
async function compare({ base, head, only }: ReviewRequest, touched: Touched | null): Promise<Compared> {
  if (touched === null || touched.contracts.length > 0 || only.length > 0) {
    const { compareSides } = await import("./compare.ts");
    runSparingly("compiling", ...(touched !== null && touched.contracts.length <= few ? (["room"] as const) : []));
    return compareSides({ base, head, only }, touched);
  }
  const read = { faults: [] };
  return { contracts: [], unreadable: [], ...faultsOf({ base, head, before: read, after: read }, []) };
}

/** Contracts of which what is kept has room beside what is new. */
const few = 300;

function reviewed(
  { contract, called, before, after, diff }: ComparedContract,
  left: ReadonlySet<ChangeFinding>,
  waived: readonly WaivedChange[],
): ContractReview {
  const own = new Set(diff.findings);
  return {
    contract,
    called,
    before,
    after,
    diff: withFindings(
      diff,
      diff.findings.filter((finding) => left.has(finding)),
    ),
    waived: waived.filter(({ finding }) => own.has(finding)),
  };
}

/** Files that changed and that several contracts take in: one edit, many agents. */
function sharedFragments(
  changed: ReadonlySet<string>,
  contracts: readonly ComparedContract[],
): readonly SharedFragment[] {
  const users = new Map<string, string[]>();
  for (const { contract, files } of contracts)
    for (const file of files) if (changed.has(file)) users.set(file, [...(users.get(file) ?? []), contract]);
  return [...users].filter(([, names]) => names.length > 1).map(([file, names]) => ({ file, contracts: names }));
}
