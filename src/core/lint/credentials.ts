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
  const suspects = sources.filter(({ text }) => couldHold.test(text));
  if (suspects.length === 0) return [];
  const [{ lintSource }, { creator }] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
  ]);
  const found: Finding[] = [];
  for (const { file, text } of suspects) {
    const { messages } = await lintSource({
      source: { content: text, filePath: file, ext: "", contentType: "text" },
      options: {
        config: { rules: [{ id: "@secretlint/secretlint-rule-preset-recommend", rule: creator }] },
        maskSecrets: true,
        noPhysicFilePath: true,
      },
    });
    // The lines around it are not shown: a report must not spread what it warns of.
    const subject = { ...subjectOfFile({ file, text }), frame: () => null };
    found.push(
      ...messages.map(({ range, messageId, ruleId }) =>
        findingOf(
          credentialInFile,
          {
            path: [],
            offset: range[0],
            message: `this looks like a credential (${(messageId ?? ruleId).toLowerCase().replaceAll("_", " ")})`,
            hint: "take it out and revoke it; it is not shown here",
            about: [messageId ?? ruleId],
          },
          subject,
        ),
      ),
    );
  }
  return found;
}

/** Every known form has a long run of token characters, a key block, or a password in a URL. */
const couldHold = /[\w+/=.~-]{16,}|-----BEGIN|:\/\/[^\s/:@]+:[^\s/@]+@/;
