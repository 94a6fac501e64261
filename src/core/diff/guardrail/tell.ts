import type { Decision } from "../../contract/contract.ts";
import { type Severity, type SeverityLevel, worst } from "../../severity.ts";
import { sayList, someOf } from "../../text.ts";
import { severity, type Witness } from "../rule.ts";
import type { Shift, Shifts } from "./shifts.ts";

/** What happens to calls, in words: the end of a sentence. */
export function sayShifts({ decided, open }: Shifts, attended: boolean): string {
  const kinds = [...new Set(decided.map(kindOf))];
  const said = kinds.map((kind) => {
    const some = decided.filter((shift) => kindOf(shift) === kind);
    const calls = callsOf(
      some.map(({ tool }) => tool),
      some.some(({ isPartial }) => isPartial),
    );
    return (sentences[kind] ?? unlikely)(calls, attended);
  });
  if (open.length > 0) said.push(`whether ${callsOf(open, true)} are decided otherwise is not proven`);
  return said.length === 0 ? "no call is decided otherwise than before" : said.join("; ");
}

/**
 * In flight a call that went through and is stopped is a break; one that only has to wait for a person is none, where
 * there is a person. A call that goes further than before harms nobody at once: it is for somebody to look at.
 */
export function shiftSeverity({ decided, open }: Shifts, attended: boolean): Severity {
  const levels = decided.map(({ from, to }): SeverityLevel => {
    if (to === "allow" || from === "deny") return "dangerous";
    if (to === "deny") return from === "allow" || attended ? "breaking" : "dangerous";
    return attended ? "dangerous" : "breaking";
  });
  const others = worst([...levels, ...open.map((): SeverityLevel => "dangerous")]) === "safe" ? "safe" : "dangerous";
  return severity(worst([...levels, others]), others, others);
}

/** One call about which another decision falls, the freest first. */
export function shiftWitness({ decided }: Shifts): Witness | null {
  const [shift] = decided
    .filter(({ example }) => example !== null)
    .toSorted((left, right) => order.indexOf(kindOf(left)) - order.indexOf(kindOf(right)));
  if (shift === undefined) return null;
  const { tool, from, to, example, unlessCalled } = shift;
  const where = unlessCalled.length === 0 ? "" : `, where ${sayList(unlessCalled, "or")} was not called before`;
  return { value: example, says: `this call of ${tool} ${past[from]}, and ${present[to]} now${where}` };
}

type Kind = `${Decision} to ${Decision}`;

function kindOf({ from, to }: Shift): Kind {
  return `${from} to ${to}`;
}

function callsOf(tools: readonly string[], isPartial: boolean): string {
  return `${isPartial ? "some " : ""}calls of ${someOf([...new Set(tools)], 5)}`;
}

const sentences: Partial<Readonly<Record<Kind, (calls: string, attended: boolean) => string>>> = {
  "deny to allow": (calls) => `${calls} that were denied go through`,
  "confirm to allow": (calls) => `${calls} go through without anybody being asked`,
  "deny to confirm": (calls, attended) =>
    attended
      ? `${calls} that were denied go through once somebody confirms them`
      : `${calls} that were denied end the run: they need a confirmation, and nobody is there to give it`,
  "allow to confirm": (calls, attended) =>
    attended
      ? `${calls} wait for a confirmation that they did not need`
      : `${calls} need a confirmation, and nobody is there to give it: the run ends there`,
  "allow to deny": (calls) => `${calls} that went through are denied`,
  "confirm to deny": (calls) => `${calls} are denied, and nobody can confirm them any more`,
};

const order = Object.keys(sentences);

function unlikely(calls: string): string {
  return `${calls} are decided otherwise`;
}

const past: Readonly<Record<Decision, string>> = {
  allow: "went through",
  confirm: "needed a confirmation",
  deny: "was denied",
};

const present: Readonly<Record<Decision, string>> = {
  allow: "goes through",
  confirm: "needs a confirmation",
  deny: "is denied",
};
