import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

/**
 * Writes run records as a busy fleet leaves them: JSON Lines of some 850 bytes each, sessions of one to eight runs, five
 * in a hundred of them on the canary, tokens and seconds with a long tail.
 *
 * @param of { contract, label, serial, digests: { base, head }, from: milliseconds, seconds: how long they take }
 */
export function writeRecords(path, count, of) {
  const file = openSync(path, "w");
  const dice = diceOf(1);
  const open = [];
  let text = "";
  for (let index = 0; index < count; index += 1) {
    const now = of.from + Math.floor((index / count) * of.seconds * 1_000);
    // Thousands of conversations go on at a time.
    const place = Math.floor(dice() * 4_096);
    if (open[place] === undefined || open[place].left === 0) open[place] = beginSession(dice, index, now);
    const session = open[place];
    session.left -= 1;
    text += `${recordOf(session, dice, index, now, of)}\n`;
    session.turn += 1;
    if (text.length > 4_000_000 || index === count - 1) {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      text = "";
    }
  }
  closeSync(file);
}

function beginSession(dice, index, now) {
  return {
    id: createHash("sha256").update(`session ${index}`).digest("hex"),
    isHead: dice() < 0.05,
    left: 1 + Math.floor(dice() ** 2 * 8),
    turn: 0,
    opened: new Date(now).toISOString(),
    habit: Math.exp(normal(dice) * 0.5),
  };
}

function recordOf({ id, isHead, turn, opened, habit }, dice, index, now, { contract, label, serial, digests }) {
  const bundle = isHead ? digests.head : digests.base;
  const calls = Math.floor(dice() ** 3 * 9);
  const input = Math.round(1_800 * habit * Math.exp(normal(dice) * 0.6) * (1 + calls / 4));
  const output = Math.round(260 * habit * Math.exp(normal(dice) * 0.8));
  const seconds = (1.2 + calls * 0.7 * Math.exp(normal(dice) * 0.3) + output / 90).toFixed(3);
  const run = (index * 0x9e3779b1) >>> 0;
  const reason = reasons[Math.floor(dice() * reasons.length)];
  return (
    `{"format":"promptctl/run/1","run_id":"${uuidOf(run, index)}","parent_run_id":null,"session":"${id}","turn":${turn},` +
    `"at":"${new Date(now + Number(seconds) * 1_000).toISOString()}","opened_at":"${opened}","contract":"${contract}",` +
    `"bundle":"${bundle}","prompt_id":"${contract}@${bundle.slice(7, 19)}","label":"${label}","serial":${serial},` +
    `"variant":"${isHead ? "ramp" : "current"}","task":null,"environment":{"name":"production"},"variables":null,` +
    `"model":"anthropic/claude-sonnet-4-5","stop_reason":"${reason}","stop_reason_raw":"${reason === "finish" ? "end_turn" : reason}",` +
    `"steps":${1 + calls},"tool_calls":${calls},"decisions":{"allow":${calls},"confirm":0,"deny":0},` +
    `"tokens":{"input":${input},"output":${output},"cached":${Math.round(input * 0.6)},"cache_write":0,"reasoning":null},` +
    `"seconds":${seconds},"spend_usd":${((input * 3 + output * 15) / 1e6).toFixed(6)},"outcome":null,"error":null,"calls":null,"transcript":null}`
  );
}

const reasons = [
  ...Array.from({ length: 95 }, () => "finish"),
  "truncated",
  "refusal",
  "budget_exceeded",
  "needs_confirmation",
  "error",
];

function uuidOf(run, index) {
  const hex = run.toString(16).padStart(8, "0");
  return `${hex}-0000-4000-8000-${index.toString(16).padStart(12, "0")}`;
}

function normal(dice) {
  return Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice());
}

/** Marsaglia's xorshift of 32 bits: the same file on every machine. */
function diceOf(seed) {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
