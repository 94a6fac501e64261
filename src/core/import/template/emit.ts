/** Text as a template that renders to it: `{{` is written inside other delimiters. */
export function escapeTemplate(text: string): string {
  return escapeText(text, false);
}

/**
 * @param followedByTag a `{` in front of a tag would become part of it
 */
export function escapeText(text: string, followedByTag: boolean): string {
  const first = text.indexOf("{{");
  const trailing = followedByTag && text.endsWith("{") ? text.length - (/\{+$/.exec(text)?.[0].length ?? 0) : -1;
  const start = [first, trailing].filter((at) => at >= 0).toSorted((left, right) => left - right)[0];
  if (start === undefined) return text;
  const end = trailing >= 0 ? text.length : text.lastIndexOf("{{") + 2;
  const hidden = text.slice(start, end);
  const percents = "%".repeat(1 + Math.max(0, ...[...hidden.matchAll(/<(%+)/g)].map(([, run = ""]) => run.length)));
  const [open, close] = [`<${percents}`, `${percents}>`];
  return `${text.slice(0, start)}{{=${open} ${close}=}}${hidden}${open}={{ }}=${close}${text.slice(end)}`;
}
