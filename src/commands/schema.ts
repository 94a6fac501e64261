import { isAbsolute, join } from "node:path";
import { Failure } from "../core/failure.ts";
import { didYouMean } from "../core/nearest.ts";
import { editorHeader, schemaFile, type SchemaKind, schemaUrl } from "../core/shape/editor-header.ts";
import { schemaDocument, schemaKinds, shapes } from "../core/shapes.ts";
import { count, sayList } from "../core/text.ts";
import { sayDocument } from "../report/formats/json.ts";
import { code, list, paragraph, type Report, table } from "../report/report.ts";
import { writeBytes } from "../world/files.ts";
import type { World } from "../world/world.ts";

interface SchemaInput {
  readonly kind: string | null;
  readonly out: string | null;
}

/** Needs no repository: an editor is set up before there is one. */
export async function schema({ kind: named, out }: SchemaInput, world: World): Promise<Report> {
  const kind = named === null ? null : knownKind(named);
  if (out !== null) return writeSchemas(kind === null ? schemaKinds : [kind], out, world.cwd);
  if (kind === null) return listOfSchemas();
  const document = schemaDocument(kind);
  return {
    command: "schema",
    answer: "yes",
    verdict: `the JSON Schema of ${shapes[kind].title}`,
    blocks: [],
    data: { kind, schema: document },
    document,
  };
}

/** @throws Failure USAGE */
function knownKind(named: string): SchemaKind {
  const kind = schemaKinds.find((one) => one === named);
  if (kind !== undefined) return kind;
  const hint = didYouMean(named, schemaKinds) ?? `the schemas are ${sayList(schemaKinds)}`;
  throw new Failure("USAGE", { message: `there is no schema '${named}'`, hint });
}

function listOfSchemas(): Report {
  return {
    command: "schema",
    answer: "yes",
    verdict: `${count(schemaKinds.length, "schema")}; promptctl schema <kind> prints one`,
    blocks: [
      table(
        ["kind", "of", "where editors find it"],
        schemaKinds.map((kind) => [kind, shapes[kind].title, schemaUrl(kind)]),
      ),
      paragraph("An editor completes keys and shows what they are for, by a first line like this one:"),
      code(`# ${editorHeader("contract")}`),
      paragraph("Without a network, write them into a folder with --out, and put the path of the file into that line."),
    ],
    data: { schemas: schemaKinds.map((kind) => ({ kind, url: schemaUrl(kind) })) },
  };
}

async function writeSchemas(kinds: readonly SchemaKind[], out: string, cwd: string): Promise<Report> {
  const folder = isAbsolute(out) ? out : join(cwd, out);
  for (const kind of kinds) {
    await writeBytes(join(folder, schemaFile(kind)), new TextEncoder().encode(sayDocument(schemaDocument(kind))));
  }
  const files = kinds.map((kind) => `${out.replace(/\/$/, "")}/${schemaFile(kind)}`);
  return {
    command: "schema",
    answer: "yes",
    verdict: `${count(files.length, "schema")} written`,
    blocks: [list(files)],
    data: { files },
  };
}
