export const amounts = ["tokens", "tool_calls", "spend_usd"];

/** What is known of a ramp at one moment, kept up run by run: as `analyze` would collect it from all records so far. */
export function seen(stages) {
  const bySession = new Map();
  const sessions = { base: 0, head: 0 };
  const runs = { base: 0, head: 0 };
  const pair = () => ({ base: sorted(), head: sorted() });
  const ofRuns = Object.fromEntries(amounts.map((name) => [name, pair()]));
  const ofSessions = Object.fromEntries(amounts.map((name) => [name, pair()]));
  const means = Object.fromEntries(amounts.map((name) => [name, Array.from({ length: stages }, pair)]));
  const batches = [];
  let closesAt = 0;

  return { sessions, runs, ofRuns, ofSessions, batches, add, strataOf };

  function add(run) {
    const { session } = run;
    const side = session.isHead ? "head" : "base";
    let sums = bySession.get(session);
    if (sums === undefined) {
      bySession.set(session, (sums = { runs: 0, failed: false, batch: batchFor(session), ...zeros() }));
      sessions[side] += 1;
      sums.batch[side].trials += 1;
    }
    for (const name of amounts) {
      const before = sums.runs === 0 ? null : sums[name] / sums.runs;
      sums[name] += run[name];
      for (const values of [means[name][session.stage][side], ofSessions[name][side]]) {
        if (before !== null) values.remove(before);
        values.add(sums[name] / (sums.runs + 1));
      }
      ofRuns[name][side].add(run[name]);
    }
    sums.runs += 1;
    runs[side] += 1;
    if (run.error && !sums.failed) {
      sums.failed = true;
      sums.batch[side].successes += 1;
    }
  }

  /** As `analyze` cuts them: each is a twentieth of what was there before, and none goes across a change of the weight. */
  function batchFor({ stage }) {
    const index = bySession.size - 1;
    let batch = batches.at(-1);
    if (batch === undefined || index >= closesAt || batch.stage !== stage) {
      batches.push((batch = { stage, base: { successes: 0, trials: 0 }, head: { successes: 0, trials: 0 } }));
      closesAt = 1.05 * index + 1;
    }
    return batch;
  }

  /** Each stage for itself. */
  function strataOf(name) {
    return means[name].map(distributions).filter(({ base, head }) => base.units + head.units > 0);
  }
}

export function distributions({ base, head }) {
  return { base: base.distribution(), head: head.distribution() };
}

function zeros() {
  return Object.fromEntries(amounts.map((name) => [name, 0]));
}

/** Values in ascending order, one of which comes or goes at a time. */
export function sorted() {
  let values = new Float64Array(64);
  let size = 0;
  const placeOf = (value) => {
    let [low, high] = [0, size];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (values[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add(value) {
      if (size === values.length) {
        const more = new Float64Array(2 * size);
        more.set(values);
        values = more;
      }
      const at = placeOf(value);
      values.copyWithin(at + 1, at, size);
      values[at] = value;
      size += 1;
    },
    remove(value) {
      const at = placeOf(value);
      values.copyWithin(at, at + 1, size);
      size -= 1;
    },
    distribution: () => ({ values: values.subarray(0, size), counts: onesOf(size), units: size }),
  };
}

let ones = new Float64Array(0);

function onesOf(size) {
  if (ones.length < size) ones = new Float64Array(2 * size).fill(1);
  return ones.subarray(0, size);
}
