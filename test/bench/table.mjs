/** Results as lines for people. */
export function sayResult({ title, unit, rows, differences, say }) {
  const lines = say?.() ?? [...rows.map((row) => sayRow(row, unit)), ...differences.map(sayDifference)];
  return [title, ...lines, ""].join("\n");
}

const nameWidth = 52;

function sayRow(
  { name, value, low, high, cpu, memory, toBaseline, memoryToBaseline, toEmpty, isBaseline, beside, bars },
  unit,
) {
  const columns = [
    `${number(value)} ${unit} (${number(low)}–${number(high)})`.padStart(24),
    (isBaseline ? "baseline" : toBaseline === null ? "" : times(toBaseline)).padStart(9),
    (toEmpty === null ? "" : `${toEmpty.toFixed(2)} E`).padStart(9),
    (cpu === null ? "" : `${number(cpu)} ms CPU`).padStart(12),
    (memory === null ? "" : `${memory.toFixed(0)} MiB`).padStart(8),
    (isBaseline || memoryToBaseline === null ? "" : times(memoryToBaseline)).padStart(7),
  ];
  const notes = [beside === null || isBaseline ? null : `beside ${beside}`, sayBars(bars, unit)];
  return [`  ${name.padEnd(nameWidth)} ${columns.join(" ")}`, ...notes].filter(Boolean).join("  ").trimEnd();
}

function sayDifference({ name, value, unit, beside, toBaseline, bars }) {
  const ratio = toBaseline === null ? "" : times(toBaseline);
  const notes = [beside === null ? null : `beside ${beside}`, sayBars(bars, unit)];
  const columns = `${`${number(value)} ${unit}`.padStart(24)} ${ratio.padStart(9)}`;
  return [`  ${name.padEnd(nameWidth)} ${columns}`, ...notes].filter(Boolean).join("  ").trimEnd();
}

function sayBars(bars, unit) {
  const said = { toBaseline: times, memoryToBaseline: (bar) => `${times(bar)} memory`, toEmpty: (bar) => `${bar} E` };
  return bars
    .map(({ what, bar, holds }) => {
      const limit = said[what]?.(bar) ?? `${bar} ${what === "memory" ? "MiB" : unit}`;
      return `${holds ? "✓" : "✗"} ≤ ${limit}`;
    })
    .join(", ");
}

/** A share of less than a tenth is said as one: 1/20. */
function times(ratio) {
  return ratio > 0 && ratio < 0.1 ? `1/${(1 / ratio).toFixed(1).replace(".0", "")}` : `${ratio.toFixed(2)} ×`;
}

/** Three digits, or all before the point. */
function number(value) {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2);
}
