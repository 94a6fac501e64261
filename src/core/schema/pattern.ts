/** Why a text is no regular expression, or `null`: patterns are read as JSON Schema reads them, as Unicode. */
export function patternProblem(source: string): string | null {
  try {
    new RegExp(source, "u").test("");
    return null;
  } catch (error) {
    // V8 says "Invalid regular expression: /…/u: Unterminated group".
    return error instanceof Error ? (error.message.split(": ").at(-1) ?? error.message) : String(error);
  }
}

/** Whether a pattern repeats a group without end: only such a one can take exponential time. Costs nothing to ask. */
export function mayBeSlow(source: string): boolean {
  return /\)(?:[*+]|\{\d+,\})/.test(source);
}

/** Whether a pattern is known to take exponential time on a short text that was made for it. */
export type SlowPatternJudge = (source: string) => boolean;

/** The library that knows (by the ways in which one text can be read twice) is loaded when there is something to ask. */
export async function slowPatternJudge(): Promise<SlowPatternJudge> {
  const { analyse } = await import("scslre");
  return (source) => {
    if (!mayBeSlow(source) || isTooMuch(source) || patternProblem(source) !== null) return false;
    const { reports } = analyse(new RegExp(source, "u"), { reportTypes: { Move: false } });
    return reports.some(({ exponential }) => exponential);
  };
}

/** The analysis takes long itself where there are many repetitions; nobody writes such a pattern by hand. */
function isTooMuch(source: string): boolean {
  return source.length > 500 || (source.match(/[*+]|,\}/g) ?? []).length > 20;
}
