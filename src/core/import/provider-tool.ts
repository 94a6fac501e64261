import { isJsonObject, type Json, type JsonObject } from "../json.ts";
import type { Notebook } from "./notes.ts";
import { type ForeignTool, plainTool } from "./tools.ts";

/** A tool that the provider runs: its entry is carried as it is, but for what does not belong into a repository. */
export function providerTool(called: string, provider: string, entry: JsonObject, notes: Notebook): ForeignTool {
  const value = withoutSecrets(entry, called, "", notes);
  notes.assume(called, "", `a tool of the provider's own: carried as provider_tool of ${provider}`);
  return { ...plainTool, called, providerTool: { [provider]: value } };
}

function withoutSecrets(value: JsonObject, of: string, path: string, notes: Notebook): JsonObject {
  const entries = Object.entries(value).flatMap(([key, item]): readonly (readonly [string, Json])[] => {
    const here = path === "" ? key : `${path}.${key}`;
    if (secret.test(key)) {
      notes.drop(of, here, "credentials do not belong into a contract");
      return [];
    }
    return [[key, isJsonObject(item) ? withoutSecrets(item, of, here, notes) : item]];
  });
  return Object.fromEntries(entries);
}

const secret = /^(?:headers|authorization|authorization_token|api_?key|access_?token|token|password|secret)$/i;
