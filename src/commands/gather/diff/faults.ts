import type { Finding } from "../../../core/finding.ts";
import { sayPlace } from "../../../core/place.ts";
import { worstOf } from "../../../core/severity.ts";
import type { ComparedContract, ComparedPair } from "./pair.ts";
import type { Sides } from "./pairs.ts";
import type { ReadSide } from "./read.ts";
import type { Side } from "./side.ts";

/** What `check` would refuse on the new side: what this change brought, and what it refused before too. */
export interface Faults {
  readonly faults: readonly Finding[];
  readonly inherited: readonly Finding[];
}

export function faultsOf(
  { base, head, before, after }: Pick<Sides, "base" | "head"> & Record<"before" | "after", Pick<ReadSide, "faults">>,
  compared: readonly ComparedPair[],
): Faults {
  const contracts = compared.flatMap(({ result }) => result ?? []);
  const own = [...configFaults(head), ...after.faults, ...compared.flatMap(({ goldens }) => goldens.after.faults)];
  const was = [...configFaults(base), ...before.faults, ...compared.flatMap(({ goldens }) => goldens.before.faults)];
  const former = new Set(was.map(keyOf));
  const untold = own.filter((fault) => !contracts.some((contract) => isTold(fault, contract)));
  return {
    faults: untold.filter((fault) => !former.has(keyOf(fault))),
    inherited: untold.filter((fault) => former.has(keyOf(fault))),
  };
}

function configFaults(side: Side): readonly Finding[] {
  return side.kind === "tree" ? side.faults : [];
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
