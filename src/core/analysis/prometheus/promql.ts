/** What a label has to be: one text, or one of several. */
export type Matchers = Readonly<Record<string, string | readonly string[]>>;

/**
 * Series by name and labels. A name is a regular expression: exporters add units and `_total`, or do not.
 *
 * https://prometheus.io/docs/prometheus/latest/querying/basics/
 */
export function select(name: string, labels: Matchers): string {
  const matchers = Object.entries(labels).map(([label, wanted]) =>
    typeof wanted === "string" ? `${label}=${quoted(wanted)}` : `${label}=~${quoted(wanted.map(literally).join("|"))}`,
  );
  return `{${[`__name__=~${quoted(name)}`, ...matchers].join(",")}}`;
}

/**
 * By how much counters grew in the seconds before the moment of the query. `increase` alone does not know what a counter
 * had when it was first seen, and it estimates; so it is used only where a counter began anew in between. All others
 * are the difference between two samples, or the last one where there was none before.
 *
 * @param before seconds in which the sample before the range is looked for
 */
export function growth(series: string, range: number, before: number): string {
  const last = `last_over_time(${series}[${range}s])`;
  const first = `last_over_time(${series}[${before}s] offset ${range}s)`;
  const steady = `((${last} - ${first} >= 0) or ${last}) unless (resets(${series}[${range}s]) > 0)`;
  return `(${steady}) or increase(${series}[${range}s])`;
}

export function sumBy(labels: readonly string[], expression: string): string {
  return labels.length === 0 ? `sum(${expression})` : `sum by (${labels.join(",")}) (${expression})`;
}

function quoted(text: string): string {
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}

/** RE2's words for exactly this text. */
function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
