/** Measured numbers beside what they are compared with. */

const emptyName = "an empty node process (E)";

export function emptyRun(cwd) {
  return { [emptyName]: { argv: [process.execPath, "-e", ""], cwd } };
}

/**
 * @param runs as they are measured; `beside` names another row than the case's baseline to be compared with, and
 *   `atMost` says what should hold: { toBaseline, toEmpty, memory: MiB, memoryToBaseline, value: in the case's unit }
 */
export function rowsOf(times, runs, baseline) {
  const empty = times[emptyName]?.median ?? null;
  return Object.entries(times).map(([name, { median, low, high, cpu, memory }]) => {
    const { beside = baseline, atMost = {} } = runs[name] ?? {};
    const { median: baseTime, memory: baseMemory } = times[beside] ?? { median: null, memory: null };
    const row = {
      value: median,
      toBaseline: baseTime === null ? null : median / baseTime,
      toEmpty: empty === null ? null : median / empty,
      memory,
      memoryToBaseline: memory === null || baseMemory === null ? null : memory / baseMemory,
    };
    const isBaseline = name === beside;
    return {
      name,
      ...row,
      low,
      high,
      cpu,
      isBaseline,
      beside: beside === baseline ? null : beside,
      bars: barsOf(row, atMost),
    };
  });
}

/**
 * What rows make together, where one number alone says nothing: a sum, of which `of` says how much each row has in it.
 * A list is its first row without the others.
 *
 * @param differences name → { of: row → factor, unit, beside: the name of another one, atMost: { value, toBaseline } }
 */
export function differencesOf(times, differences, ownUnit) {
  const sums = new Map();
  return Object.entries(differences).map(([name, given]) => {
    const { of, unit = ownUnit, beside = null, atMost = {} } = Array.isArray(given) ? { of: leftOf(given) } : given;
    const value = Object.entries(of).reduce((sum, [row, factor]) => sum + factor * times[row].median, 0);
    sums.set(name, value);
    const toBaseline = beside === null ? null : value / sums.get(beside);
    return { name, value, unit, beside, toBaseline, bars: barsOf({ value, toBaseline }, atMost) };
  });
}

function leftOf([whole, ...parts]) {
  return { [whole]: 1, ...Object.fromEntries(parts.map((part) => [part, -1])) };
}

function barsOf(row, atMost) {
  return Object.entries(atMost).map(([what, bar]) => ({ what, bar, is: row[what], holds: row[what] <= bar }));
}
