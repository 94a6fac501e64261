import { isAbsolute, join } from "node:path";
import { Failure } from "../core/failure.ts";
import { didYouMean } from "../core/nearest.ts";
import type { JsonObject } from "../core/json.ts";
import { editorHeader, schemaFile, type SchemaKind, schemaUrl } from "../core/shape/editor-header.ts";
import { schemaDocument, schemaKinds, shapes } from "../core/shapes.ts";
import { count, sayList } from "../core/text.ts";
import { sayDocument } from "../report/formats/json.ts";
import { code, list, paragraph, type Report, table } from "../report/report.ts";
import {
  reportSchemaDocument,
  type ReportSchemaKind,
  reportSchemaKinds,
  reportTitles,
} from "../report/schema/index.ts";
import { writeBytes } from "../world/files.ts";
import type { World } from "../world/world.ts";

interface SchemaInput {
  readonly kind: string | null;
  readonly out: string | null;
}

/** Files that people write, and what promptctl writes for programs. */
type Kind = SchemaKind | ReportSchemaKind;

const kinds: readonly Kind[] = [...schemaKinds, ...reportSchemaKinds];

/** Needs no repository: an editor is set up before there is one. */
export async function schema({ kind: named, out }: SchemaInput, world: World): Promise<Report> {
  const kind = named === null ? null : knownKind(named);
  if (out !== null) return writeSchemas(kind === null ? kinds : [kind], out, world.cwd);
  if (kind === null) return listOfSchemas();
  const document = documentOf(kind);
  return {
    command: "schema",
    answer: "yes",
    verdict: `the JSON Schema of ${titleOf(kind)}`,
    blocks: [],
    data: { kind, schema: document },
    document,
  };
}

/** @throws Failure USAGE */
function knownKind(named: string): Kind {
  const kind = kinds.find((one) => one === named);
  if (kind !== undefined) return kind;
  const hint = didYouMean(named, kinds) ?? `the schemas are ${sayList(kinds)}`;
  throw new Failure("USAGE", { message: `there is no schema '${named}'`, hint });
}

function isWritten(kind: Kind): kind is SchemaKind {
  return schemaKinds.some((one) => one === kind);
}

function documentOf(kind: Kind): JsonObject {
  return isWritten(kind) ? schemaDocument(kind) : reportSchemaDocument(kind);
}

function titleOf(kind: Kind): string {
  return isWritten(kind) ? shapes[kind].title : reportTitles[kind];
}

function listOfSchemas(): Report {
  return {
    command: "schema",
    answer: "yes",
    verdict: `${count(kinds.length, "schema")}; promptctl schema <kind> prints one`,
    blocks: [
      table(
        ["kind", "of", "where it is found"],
        kinds.map((kind) => [kind, titleOf(kind), schemaUrl(kind)]),
      ),
      paragraph("An editor completes keys and shows what they are for, by a first line like this one:"),
      code(`# ${editorHeader("contract")}`),
      paragraph("Without a network, write them into a folder with --out, and put the path of the file into that line."),
    ],
    data: { schemas: kinds.map((kind) => ({ kind, url: schemaUrl(kind) })) },
  };
}

async function writeSchemas(wanted: readonly Kind[], out: string, cwd: string): Promise<Report> {
  const folder = isAbsolute(out) ? out : join(cwd, out);
  for (const kind of wanted) {
    await writeBytes(join(folder, schemaFile(kind)), new TextEncoder().encode(sayDocument(documentOf(kind))));
  }
  const files = wanted.map((kind) => `${out.replace(/\/$/, "")}/${schemaFile(kind)}`);
  return {
    command: "schema",
    answer: "yes",
    verdict: `${count(files.length, "schema")} written`,
    blocks: [list(files)],
    data: { files },
  };
}
