/** Beyond these a file is an accident or an attack, not a prompt. */
export const yamlLimits = {
  /** Characters of a file; a byte or more each. */
  bytes: 2 * 1024 * 1024,
  /** Lists and mappings inside each other. */
  depth: 64,
  /** Keys, values and signs: what a parser keeps in memory for each is a hundred times its text. */
  parts: 250_000,
  /** Faults that are said of one file. */
  faults: 100,
} as const;
