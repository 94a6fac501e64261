import type { OpenText } from "../core/contract/render-partly.ts";
import { sayPath } from "../core/place.ts";
import { type ProviderName, titleOf } from "../core/provider/names.ts";
import type { ProviderExport, Remark } from "../core/provider/provider.ts";
import { type Block, type Cell, code, heading, list, paragraph, table, toned } from "./report.ts";

/** A contract as a provider's request, and everything that is to be known beside it. */
export interface ExportedContract extends ProviderExport {
  readonly contract: string;
  readonly promptId: string;
  readonly digest: string;
  /** Texts whose variables wait for values. */
  readonly open: readonly OpenText[];
  /** What the provider would refuse. */
  readonly refused: readonly Remark[];
}

/** @param file where the document was written; `null` shows the document itself */
export function exportBlocks(
  exported: ExportedContract,
  provider: ProviderName,
  file: string | null,
): readonly Block[] {
  const { contract, request, open, missing, refused, notCarried } = exported;
  const title = titleOf(provider);
  return [
    heading(file === null ? contract : `${contract}: ${file}`),
    ...(file === null ? [code(JSON.stringify(request, null, 2))] : []),
    ...listed("The runtime fills in", [...open.map(sayOpen), ...missing.map(sayRemark)]),
    ...listed(`What ${title} refuses or leaves undone`, refused.map(sayRemark)),
    ...(notCarried.length === 0
      ? []
      : [paragraph("Not in the request"), table(["part", "of", "why"], byReason(notCarried))]),
  ];
}

function listed(title: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [paragraph(toned("warn", title)), list(items)];
}

function sayOpen({ path, names, hasBraces }: OpenText): string {
  const tags = names.map((name) => `{{${name}}}`).join(", ");
  const warning = hasBraces ? "; the text has braces of its own: replace these only, do not render it again" : "";
  return `${tags} in ${sayPath(path)}${warning}`;
}

function sayRemark({ path, why }: Remark): string {
  return `${sayPath(path)}: ${why}`;
}

/** Thirty tools with an effect are one row. */
function byReason(remarks: readonly Remark[]): readonly (readonly Cell[])[] {
  const rows = new Map<string, { readonly part: string; readonly why: string; readonly names: string[] }>();
  for (const { path, why } of remarks) {
    const [section = "", name = "", ...field] = path;
    const [part, of] = section === "tools" ? [[section, ...field], [name]] : [[section], [name, ...field]];
    const key = JSON.stringify([part, why]);
    const row = rows.get(key) ?? { part: sayPath(part), why, names: [] };
    row.names.push(sayPath(of));
    rows.set(key, row);
  }
  return [...rows.values()].map(({ part, why, names }) => [part, names.join(", "), why]);
}
