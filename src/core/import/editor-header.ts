/** The files that have a JSON Schema of their own. */
export type SchemaKind = "contract" | "golden" | "tool";

/** The line by which editors find the schema of a file: its words and its values are offered while typing. */
export function editorHeader(kind: SchemaKind): string {
  return `yaml-language-server: $schema=${schemaFolder}/${kind}.json`;
}

const schemaFolder = "https://promptctl.dev/schema";
