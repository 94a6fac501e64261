import type { ChangeFinding } from "../../core/diff/judge.ts";
import type { ContractReview, Review } from "../../core/diff/review.ts";
import { rolloutOf } from "../../core/diff/rollout.ts";
import type { JsonObject } from "../../core/json.ts";
import { worstOf } from "../../core/severity.ts";
import { asJson } from "../formats/json.ts";
import type { Tally } from "./tally.ts";

/** A review for machines: `promptctl schema diff` describes it. What holds nothing is null, never left out. */
export function reviewData(review: Review, { breaking, dangerous, safe, waived, reach }: Tally): JsonObject {
  const { base, head, contracts, unreadable, faults, inherited, aboutWaivers, fragments } = review;
  return {
    base: { ...base },
    head: { ...head },
    severity: worstOf(reach),
    reach: { ...reach },
    counts: { breaking, dangerous, safe, waived },
    contracts: asJson(contracts.map(contractData)),
    unreadable,
    faults: asJson(faults),
    inherited: asJson(inherited),
    waivers: asJson(aboutWaivers),
    fragments: asJson(fragments),
  };
}

function contractData({ contract, before, after, diff, waived }: ContractReview): object {
  return {
    contract,
    before,
    after,
    severity: diff.severity,
    findings: diff.findings.map(findingData),
    waived: waived.map(({ finding, waiver: { fingerprint, rule, reason, expires } }) => ({
      finding: findingData(finding),
      waiver: { fingerprint, rule, reason, expires },
    })),
    changes: diff.changes,
    tokens: diff.tokens,
    rollout: rolloutOf(diff.findings),
  };
}

/** Field by field: what is in here is a promise to programs. */
function findingData(finding: ChangeFinding): object {
  const { rule, contract, path, place, message, severity, wayOut, words, witness, fingerprint } = finding;
  return { rule, contract, path, place, message, severity, wayOut, words, witness, fingerprint };
}
