/** The kinds of names. The patterns are stricter than git's and safe as file names everywhere. */
export type NameKind = "contract" | "label" | "task" | "tool";

interface NameRule {
  readonly pattern: RegExp;
  readonly says: string;
}

const words = "lower-case letters and digits, joined by single - or _";
const noDevice = "no Windows device name (con, nul, …)";

// Everything stands in the pattern, the length too: so a JSON Schema can say all of it.
const rules: Readonly<Record<NameKind, NameRule>> = {
  contract: {
    pattern: /^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)(?=.{1,48}$)[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/,
    says: `${words}, beginning with a letter, at most 48 characters, and ${noDevice}`,
  },
  label: {
    pattern: /^(?!(?:latest|con|prn|aux|nul|com[0-9]|lpt[0-9])$)(?=.{1,36}$)[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/,
    says: `${words}, beginning with a letter, at most 36 characters, not 'latest', and ${noDevice}`,
  },
  task: {
    pattern: /^(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)(?=.{1,64}$)[a-z0-9]+(?:[_-][a-z0-9]+)*$/,
    says: `${words}, at most 64 characters, and ${noDevice}`,
  },
  // What every provider accepts: letters, digits, _ and -, 64 characters.
  tool: {
    pattern: /^(?=.{1,64}$)[A-Za-z0-9_][A-Za-z0-9_-]*$/,
    says: "letters, digits, _ and -, not beginning with -, at most 64 characters",
  },
};

export function isName(kind: NameKind, name: string): boolean {
  return rules[kind].pattern.test(name);
}

export function namePattern(kind: NameKind): RegExp {
  return rules[kind].pattern;
}

/** The rule of a kind in words, for messages. */
export function sayNameRule(kind: NameKind): string {
  return rules[kind].says;
}
