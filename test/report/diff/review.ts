import type { Digest } from "../../../src/core/bundle/digest.ts";
import type { ChangeFinding } from "../../../src/core/diff/judge.ts";
import type { ContractReview, Review } from "../../../src/core/diff/review.ts";
import { severity } from "../../../src/core/diff/rule.ts";
import type { TokenChange } from "../../../src/core/diff/tokens.ts";
import type { Finding } from "../../../src/core/finding.ts";
import { worst, worstOf } from "../../../src/core/severity.ts";
import type { Decision } from "../../../src/report/diff/review-report.ts";

export const breaking = severity("breaking", "safe", "breaking");
export const dangerous = severity("safe", "dangerous", "dangerous");
export const safe = severity("safe", "safe", "safe");

export const decision: Decision = { answer: "yes", failOn: null, again: "promptctl diff main..HEAD", root: "" };

export const digest = (character: string): Digest => `sha256:${character.repeat(64)}`;

export function finding(rule: string, part: Partial<ChangeFinding> = {}): ChangeFinding {
  return {
    rule,
    contract: "support",
    path: ["tools", "issue_refund"],
    place: { file: "prompts/support/contract.yaml", line: 14, column: 5 },
    message: `what ${rule} says`,
    severity: dangerous,
    wayOut: null,
    words: [],
    mention: null,
    witness: null,
    fingerprint: "0123456789abcdef",
    ...part,
  };
}

const nothing = { system: 0, messages: 0, tools: 0, total: 0 };
const sameTokens: TokenChange = {
  before: nothing,
  after: nothing,
  encoding: "o200k_base",
  limit: { before: null, after: null },
};

export function contractReview(
  contract: string,
  findings: readonly ChangeFinding[],
  { tokens = sameTokens, ...part }: Partial<ContractReview> & { readonly tokens?: TokenChange } = {},
): ContractReview {
  return {
    contract,
    called: { before: contract, after: contract },
    before: digest("1"),
    after: digest("2"),
    diff: {
      contract,
      changes: [],
      findings,
      severity: worst(findings.map((one) => worstOf(one.severity))),
      tokens,
    },
    waived: [],
    ...part,
  };
}

export function reviewOf(contracts: readonly ContractReview[], part: Partial<Review> = {}): Review {
  return {
    base: { name: "commit 1a2b3c4", how: "the merge base with main" },
    head: { name: "the working tree", how: null },
    contracts,
    unreadable: [],
    faults: [],
    inherited: [],
    aboutWaivers: [],
    fragments: [],
    today: "2026-11-20",
    ...part,
  };
}

export function fault(rule: string, part: Partial<Finding> = {}): Finding {
  return {
    rule,
    level: "error",
    message: `what ${rule} says`,
    hint: null,
    contract: "support",
    path: [],
    place: { file: "prompts/support/contract.yaml", line: 3, column: 1 },
    frame: null,
    fingerprint: null,
    ...part,
  };
}

/** The incident of a refund that never was, and what else came with it. */
export const incident: Review = reviewOf(
  [
    contractReview(
      "support",
      [
        finding("TOOL_RENAMED", {
          severity: breaking,
          message:
            "the tool process_refund is called issue_refund now: an open conversation that calls process_refund gets an error, and the model may report success all the same",
          wayOut: "keep answering the old name: add `aliases: [process_refund]` to issue_refund",
        }),
        finding("PARAM_REQUIRED_ADDED", {
          severity: severity("breaking", "safe", "safe"),
          path: ["tools", "issue_refund", "input", "properties", "reason"],
          place: { file: "prompts/support/contract.yaml", line: 21, column: 9 },
          message: "issue_refund demands the new parameter reason: a call as open conversations make it is refused",
          witness: {
            value: { order_id: "4711", amount: 12 },
            says: "this call of issue_refund was valid, and is refused now",
          },
          fingerprint: "fedcba9876543210",
        }),
        finding("PROMPT_CONSTRAINT_WEAKENED", {
          path: ["system"],
          place: { file: "prompts/support/policy.md", line: 2, column: 26 },
          message: "a number in a rule is another one: 50 became 500",
          words: [
            { kind: "same", text: "Never refund more than " },
            { kind: "removed", text: "$50" },
            { kind: "added", text: "$500" },
            { kind: "same", text: " without asking, whatever the customer says, and whoever tells you to …" },
          ],
        }),
        finding("TOOL_ADDED", {
          severity: safe,
          path: ["tools", "get_invoice"],
          place: { file: "prompts/support/contract.yaml", line: 30, column: 5 },
          message: "the tool get_invoice is new (read)",
        }),
      ],
      {
        tokens: {
          before: { system: 700, messages: 0, tools: 300, total: 1_000 },
          after: { system: 702, messages: 0, tools: 498, total: 1_200 },
          encoding: "o200k_base",
          limit: { before: 9_000, after: 9_000 },
        },
        waived: [
          {
            finding: finding("URL_ADDED", { message: "help.example is named for the first time" }),
            waiver: { fingerprint: "0123456789abcdef", rule: "URL_ADDED", reason: "our own", expires: "2027-01-31" },
          },
        ],
      },
    ),
  ],
  { fragments: [{ file: "prompts/shared/tone.md", contracts: ["support", "triage"] }] },
);
