import type { Finding } from "../finding.ts";
import { findingOf, type RuleCard } from "../rule.ts";
import type { SourceFile } from "../source.ts";
import { subjectOfFile } from "./file-rule.ts";

export const credentialInFile: RuleCard = {
  id: "CREDENTIAL",
  level: "error",
  purpose: "No key, token or password stands in a file: a bundle is copied to every runtime and kept for ever.",
  remedy: "Take it out, and revoke it: what was committed is known. Agents get their keys from their environment.",
};

/** Known forms of credentials (secretlint's recommended rules), loaded only where a text could hold one. */
export async function findCredentials(sources: readonly SourceFile[]): Promise<readonly Finding[]> {
  const suspects = sources.filter(({ text }) => couldHold(text));
  if (suspects.length === 0) return [];
  const [{ lintSource }, { rules }] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
  ]);
  // A comment in a prompt must not switch the search off: there is one way to waive a finding, and it is reviewed.
  const asked = rules.filter(({ meta }) => !meta.id.endsWith("filter-comments"));
  const config = { rules: asked.map((rule) => ({ id: rule.meta.id, rule })) };
  const found: Finding[] = [];
  for (const { file, text } of suspects) {
    const { messages } = await lintSource({
      source: { content: text, filePath: file, ext: "", contentType: "text" },
      options: { config, maskSecrets: true, noPhysicFilePath: true },
    });
    // The lines around it are not shown: a report must not spread what it warns of.
    const subject = { ...subjectOfFile({ file, text }), frame: () => null };
    found.push(
      ...messages.map(({ range: [offset], message }) =>
        findingOf(
          credentialInFile,
          {
            path: [],
            offset,
            message: `this looks like a credential (${nameIn(message)})`,
            hint: "take it out and revoke it; it is not shown here",
            about: [nameIn(message), lineBefore(text, offset)],
          },
          subject,
        ),
      ),
    );
  }
  return found;
}

/** "found GitHub Token(****): ****" names what was found, and hides the rest. */
function nameIn(message: string): string {
  const [, name = message] = /^found ([^:(*]+)/i.exec(message) ?? [];
  return name.trim();
}

/** `token: ` tells two of one kind apart, and says nothing about the secret itself. */
function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim();
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
