import { random } from "./random.mjs";

export const hour = 3_600;
export const day = 24 * hour;

/**
 * All runs of one ramp, in the order of time, with what makes real ones hard to compare: sessions come by a daily rhythm
 * and have 1 to 20 runs over minutes to hours; the runs of one session are alike, and each needs more tokens than the one
 * before it, because the conversation is sent again; tokens are skewed, tool calls are clustered, errors are rare.
 *
 * @param days how long sessions are opened
 * @param stageAt seconds → { stage, weight }: the share of new sessions that the canary gets
 * @param tokens how many times as many tokens, and `calls` as many tool calls, the canary uses
 * @param night how many times as many tokens sessions use that are opened at night
 */
export function runsOfRamp(seed, { days, stageAt, perDay = 2_000, tokens = 1, calls = 1, night = 1 }) {
  const { uniform, normal, exponential, poisson } = random(seed);
  const runs = [];
  const most = (perDay / day) * 1.8;
  for (let opened = exponential() / most; opened < days * day; opened += exponential() / most) {
    const rhythm = 1 + 0.8 * Math.sin((2 * Math.PI * opened) / day);
    if (uniform() > rhythm / 1.8) continue;
    const { stage, weight } = stageAt(opened);
    const [drawn, lot] = [uniform(), uniform()];
    const isHead = drawn < weight;
    const session = { opened, isHead, stage, weight, drawn, lot };
    const [long, busy, frail] = [0.5 * normal(), 0.6 * normal(), normal()];
    const turns = Math.min(20, 1 + Math.floor(exponential() * 2.5));
    const ofHour = rhythm < 1 ? night : 1;
    let at = opened;
    for (let turn = 0; turn < turns; turn += 1) {
      const used = 2_500 * Math.exp(long + 0.12 * turn + 0.45 * normal()) * ofHour * (isHead ? tokens : 1);
      runs.push({
        session,
        at,
        tokens: Math.round(used),
        tool_calls: poisson(1.3 * Math.exp(busy + 0.4 * normal()) * (isHead ? calls : 1)),
        spend_usd: used * 2e-6 * Math.exp(0.1 * normal()),
        error: uniform() < 0.003 * Math.exp(frail),
      });
      at += 240 * Math.exp(1.2 * normal());
    }
  }
  return runs.toSorted((one, other) => one.at - other.at);
}
