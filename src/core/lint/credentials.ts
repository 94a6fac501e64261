import { searchCredentials } from "../credentials.ts";
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

export async function findCredentials(sources: readonly SourceFile[]): Promise<readonly Finding[]> {
  const found = await searchCredentials(sources.map(({ text }) => text));
  return sources.flatMap((source, index) => {
    // The lines around it are not shown: a report must not spread what it warns of.
    const subject = { ...subjectOfFile(source), frame: () => null };
    return (found[index] ?? []).map(({ name, offset }) =>
      findingOf(
        credentialInFile,
        {
          path: [],
          offset,
          message: `this looks like a credential (${name})`,
          hint: "take it out and revoke it; it is not shown here",
          about: [name, lineBefore(source.text, offset)],
        },
        subject,
      ),
    );
  });
}

/** `token: ` tells two of one kind apart, and says nothing about the secret itself. */
function lineBefore(text: string, offset: number): string {
  return text.slice(text.lastIndexOf("\n", offset - 1) + 1, offset).trim();
}
