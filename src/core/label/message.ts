import { promptId } from "../bundle/digest.ts";
import type { Pointer } from "./pointer.ts";
import { sayWeight } from "./policy.ts";

/** What was done, in words that never change: they are read back from commits. */
export const actions = ["promote", "rollback", "halt", "lift", "revoke", "measure", "repair"] as const;

/** Those that moved no label: they are about a contract on every label, or issued again what somebody had decided. */
export const notMoves = ["halt", "lift", "revoke", "measure", "repair"] as const satisfies readonly Action[];

export type Action = (typeof actions)[number];

export interface MoveMessage {
  readonly action: Action;
  /** `null` where it is about every label of a contract. */
  readonly label: string | null;
  readonly writes: readonly Pointer[];
  readonly reason: string | null;
  readonly force: string | null;
  readonly allowBreaking: string | null;
  readonly severity: string | null;
  /** What the golden tasks of each contract proved: `support: golden 1a2b3c4d5e6f (command)`. */
  readonly evidence: readonly string[];
}

/** The commit message of a move: a sentence for people, trailers for `log`. */
export function moveMessage({
  action,
  label,
  writes,
  reason,
  force,
  allowBreaking,
  severity,
  evidence,
}: MoveMessage): string {
  const contracts = [...new Set(writes.map(({ contract }) => contract))];
  const moves = writes.map((pointer) => {
    const ramp =
      pointer.ramp === null
        ? ""
        : `, ramp ${promptId(pointer.contract, pointer.ramp.bundle)} at ${sayWeight(pointer.ramp.weight)}`;
    const halted = pointer.halted === null ? "" : ", halted";
    return `- ${pointer.label}: ${promptId(pointer.contract, pointer.current)}${ramp}${halted} (serial ${pointer.serial})`;
  });
  const revoked = action === "revoke" ? [...new Set(writes.flatMap(newlyRevoked))] : [];
  const trailers: readonly (readonly [string, string | null])[] = [
    ["Promptctl-Action", action],
    ["Promptctl-Label", label],
    ["Promptctl-Severity", severity],
    ["Promptctl-Evidence", evidence.length === 0 ? null : evidence.join("; ")],
    ["Promptctl-Reason", reason],
    ["Promptctl-Force", force],
    ["Promptctl-Allow-Breaking", allowBreaking],
  ];
  const said = trailers.flatMap(([name, value]) => (value === null ? [] : [trailerLine(name, value)]));
  return `${label === null ? action : `${action} ${label}`}: ${contracts.join(", ")}\n\n${[...revoked, ...moves].join("\n")}\n\n${said.join("\n")}\n`;
}

function newlyRevoked({ contract, issuedAt, revoked }: Pointer): readonly string[] {
  return revoked.filter(({ at }) => at === issuedAt).map(({ bundle }) => `- revoked: ${promptId(contract, bundle)}`);
}

/** How a trailer stands in a message. */
export function trailerLine(name: string, value: string): string {
  return `${name}: ${oneLine(value)}`;
}

/**
 * The same message with a mark that nobody else has. Two who write the same in the same second would make one commit,
 * and each would find it at the remote and think that it was taken from them.
 */
export function marked(message: string, mark: string): string {
  const gap = trailer(message, "Promptctl-Action") === null ? "\n\n" : "\n";
  return `${message.trimEnd()}${gap}${trailerLine("Promptctl-Write", mark)}\n`;
}

/** Reads a trailer back. A reason was made one line when it was written, so it cannot forge another. */
export function trailer(message: string, name: string): string | null {
  return trailersOf(message)(name);
}

/** The same for several of one message, which is taken apart once. */
export function trailersOf(message: string): (name: string) => string | null {
  const whole = message.trimEnd();
  const last = whole.slice(whole.lastIndexOf("\n\n") + 1).split("\n");
  return (name) => {
    const line = last.find((text) => text.startsWith(`${name}: `));
    return line === undefined ? null : line.slice(name.length + 2);
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
