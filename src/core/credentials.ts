/** What looks like a credential in a text. */
export interface Credential {
  /** `GitHub Token` */
  readonly name: string;
  readonly offset: number;
  /** To compare with others, never to be shown. */
  readonly secret: string;
}

/** The known forms of credentials (secretlint's recommended rules) in each text, loaded only where one could hold some. */
export async function searchCredentials(texts: readonly string[]): Promise<readonly (readonly Credential[])[]> {
  const suspects = texts.filter(couldHold);
  if (suspects.length === 0) return texts.map(() => []);
  const [{ lintSource }, { rules }] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
  ]);
  // A comment in a prompt must not switch the search off: there is one way to waive a finding, and it is reviewed.
  const asked = rules.filter(({ meta }) => !meta.id.endsWith("filter-comments"));
  const config = { rules: asked.map((rule) => ({ id: rule.meta.id, rule })) };
  const found = new Map<string, readonly Credential[]>();
  for (const text of suspects) {
    const { messages } = await lintSource({
      source: { content: text, filePath: "text", ext: "", contentType: "text" },
      options: { config, maskSecrets: true, noPhysicFilePath: true },
    });
    found.set(
      text,
      messages.map(({ range: [start, end], message }) => ({
        name: nameIn(message),
        offset: start,
        secret: text.slice(start, end),
      })),
    );
  }
  return texts.map((text) => found.get(text) ?? []);
}

/** "found GitHub Token(****): ****" names what was found, and hides the rest. */
function nameIn(message: string): string {
  const [, name = message] = /^found ([^:(*]+)/i.exec(message) ?? [];
  return name.trim();
}

/**
 * Every known form has a long run of token characters that is no word, a key block, a password in a URL, or the
 * name of its field. Most files have none of these, and are not searched further.
 */
function couldHold(text: string): boolean {
  return telling.test(text) || (text.match(/\w{16,}/g) ?? []).some(isNoWord);
}

const telling = /-----BEGIN|:\/\/[^\s/:@]+:[^\s/@]+@|_authToken|\bA3-/;

/** Letters and digits side by side, or capitals in the middle of a very long one: no name is like that. */
function isNoWord(run: string): boolean {
  return /[A-Za-z]\d|\d[A-Za-z]/.test(run) || (run.length >= 24 && /[a-z]/.test(run) && /[A-Z]/.test(run));
}
