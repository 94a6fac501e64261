/** The files that have a JSON Schema of their own. */
export type SchemaKind = "contract" | "golden" | "config" | "tool" | "waivers";

/**
 * The comment by which editors find the schema of a file, without its `#`: they complete keys and show what
 * each is for.
 */
export function editorHeader(kind: SchemaKind): string {
  return `yaml-language-server: $schema=${schemaUrl(kind)}`;
}

/** The editor fetches it from where the package is; promptctl itself never does. */
export function schemaUrl(kind: string): string {
  return `https://unpkg.com/promptctl@${releaseLine}/dist/schemas/${schemaFile(kind)}`;
}

/** The file of it in the package, and in a folder of schemas. */
export function schemaFile(kind: string): string {
  return `${kind}.schema.json`;
}

/** The newest release of this line: a file keeps its words until somebody moves it to another line. */
export const releaseLine = "0.1";
