import { rankZ } from "./rank-test.mjs";

/**
 * A judge in the way of Kayenta's NetflixACAJudge, written from what its documentation says of it (Graff and Sanden,
 * "Automated Canary Analysis at Netflix with Kayenta", 2018; spinnaker.io/docs/guides/user/canary/judge): each metric is a
 * series of means over minutes, of a canary and of a baseline of the same size. A metric is High where the 98 % interval of
 * the shift (Mann and Whitney, Hodges and Lehmann) lies above a quarter of the shift itself. The score is the share of
 * metrics that are not, in percent; below the marginal threshold the canary fails, and a critical metric that is High
 * makes the score 0.
 *
 * @param series name → { base, head }, each the means of its buckets, ascending
 * @returns score and verdict: "fail", "marginal" or "pass"
 */
export function kayenta(series, { critical, marginal = 75, pass = 95 }) {
  const high = Object.values(series).filter(isHigh).length;
  const metrics = Object.keys(series).length;
  const score = critical && high > 0 ? 0 : (100 * (metrics - high)) / metrics;
  return { score, verdict: score < marginal ? "fail" : score < pass ? "marginal" : "pass" };
}

/** One-sided 1 %: the lower end of a 98 % interval. */
const confidence = 2.326347874;
const tolerance = 0.25;

function isHigh({ base, head }) {
  if (base.length === 0 || head.length === 0 || rankZ(base, head) <= confidence) return false;
  return rankZ(base, head, tolerance * shiftOf(base, head)) > confidence;
}

/** The shift by which both sides would be alike (Hodges and Lehmann). */
function shiftOf(base, head) {
  let [low, high] = [head[0] - base.at(-1), head.at(-1) - base[0]];
  for (let halvings = 0; halvings < 40; halvings += 1) {
    const middle = (low + high) / 2;
    if (rankZ(base, head, middle) > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
