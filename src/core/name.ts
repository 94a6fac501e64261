/** The kinds of names. The patterns are stricter than git's and safe as file names everywhere. */
export type NameKind = "contract" | "label" | "task" | "tool";

interface NameRule {
  readonly pattern: RegExp;
  readonly says: string;
}

const rules: Readonly<Record<NameKind, NameRule>> = {
  contract: {
    pattern: /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/,
    says: "lower-case letters and digits, joined by single - or _, beginning with a letter, at most 48 characters",
  },
  label: {
    pattern: /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/,
    says: "lower-case letters and digits, joined by single - or _, beginning with a letter, at most 36 characters, not 'latest'",
  },
  task: {
    pattern: /^[a-z0-9]+(?:[_-][a-z0-9]+)*$/,
    says: "lower-case letters and digits, joined by single - or _, at most 64 characters",
  },
  // What every provider accepts: letters, digits, _ and -, 64 characters.
  tool: {
    pattern: /^[A-Za-z0-9_][A-Za-z0-9_-]*$/,
    says: "letters, digits, _ and -, not beginning with -, at most 64 characters",
  },
};

const longest: Readonly<Record<NameKind, number>> = { contract: 48, label: 36, task: 64, tool: 64 };

const windowsDevices = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

export function isName(kind: NameKind, name: string): boolean {
  if (kind === "label" && name === "latest") return false;
  if (kind !== "tool" && windowsDevices.test(name)) return false;
  return name.length <= longest[kind] && rules[kind].pattern.test(name);
}

/** The rule of a kind in words, for messages. */
export function sayNameRule(kind: NameKind): string {
  const device = kind === "tool" ? "" : ", and no Windows device name (con, nul, …)";
  return `${rules[kind].says}${device}`;
}
