import { answersTo, type Tool } from "../../contract/contract.ts";
import { count, someOf } from "../../text.ts";
import { affixes } from "../affix.ts";
import { isExactly } from "../change.ts";
import { followers, type Rename, renamesIn } from "../renames.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";
import { nameWords } from "../../name-words.ts";
import { sameWords } from "../tool-likeness.ts";

export const toolRenamed: Rule = {
  id: "TOOL_RENAMED",
  purpose: "A tool has another name, and the old name is not answered any more.",
  incident:
    "A renamed tool broke allow-lists and sub-agents that still called the old name; the model explained the error away.",
  judge: (comparison) =>
    rows(comparison, (tool, old) => !answersTo(tool, old)).map((row) => {
      const [first] = row.renames;
      const isOne = row.renames.length === 1;
      return {
        ...row.judgement,
        message: `${sayRenames(row)}: an open conversation that calls ${isOne ? (first?.before ?? "") : "an old name"} gets an error, and the model may report success all the same${sayNames(row)}`,
        severity: severity("breaking", "safe", "breaking"),
        wayOut: isOne
          ? `keep answering the old name: add \`aliases: [${first?.before ?? ""}]\` to ${first?.after ?? ""}`
          : `keep answering the old names: list each under \`aliases\` of its tool, as \`aliases: [${first?.before ?? ""}]\` in ${first?.after ?? ""}`,
      };
    }),
};

export const toolRenamedWithAlias: Rule = {
  id: "TOOL_RENAMED_WITH_ALIAS",
  purpose: "A tool has another name, and the old name is still answered.",
  incident:
    "The way to rename a tool that users of tool servers ask for: the old name keeps working until nobody calls it.",
  judge: (comparison) =>
    rows(comparison, answersTo).map((row) => ({
      ...row.judgement,
      message: `${sayRenames(row)}, and still ${row.renames.length === 1 ? `answers to ${row.renames[0]?.before ?? ""}` : "answer to the old names"}${sayNames(row)}`,
      severity: severity("safe", "safe", "dangerous"),
      claims: [
        ...row.judgement.claims,
        ...comparison.changes.filter(({ path }) =>
          row.renames.some((one) => isExactly(path, ["tools", one.after, "aliases", one.before])),
        ),
      ],
    })),
};

interface Row {
  readonly renames: readonly Rename[];
  /** `null` where each is told by itself. */
  readonly how: string | null;
  readonly judgement: Pick<Judgement, "path" | "claims" | "about">;
}

/** One row for each tool, and one for tools whose names changed in the same way. */
function rows(comparison: Comparison, wanted: (tool: Tool, old: string) => boolean): readonly Row[] {
  const { after } = comparison;
  const found = renamesIn(comparison).filter((change) => {
    const tool = after.tools.find(({ name }) => name === change.after);
    return tool !== undefined && wanted(tool, change.before);
  });
  return groupsOf(found).map(({ how, group }) => {
    const [first] = group;
    const claims = group.flatMap((change) => [change, ...followers(change, comparison)]);
    return {
      renames: group,
      how,
      judgement: {
        path: group.length === 1 ? (first?.path ?? []) : ["tools"],
        claims: [...new Set(claims)],
        about: group.flatMap((change) => [`${change.before} → ${change.after}`]).toSorted(),
      },
    };
  });
}

/** The largest group of tools that changed alike first; what is left is told one by one. */
function groupsOf(
  found: readonly Rename[],
): readonly { readonly how: string | null; readonly group: readonly Rename[] }[] {
  const byHow = new Map<string, Rename[]>();
  for (const change of found) {
    for (const how of howRenamed(change)) byHow.set(how, [...(byHow.get(how) ?? []), change]);
  }
  const left = new Set(found);
  const groups = [...byHow].toSorted(([, one], [, other]) => other.length - one.length);
  const large = groups.flatMap(([how, all]) => {
    const group = all.filter((change) => left.has(change));
    if (group.length < 2) return [];
    for (const change of group) left.delete(change);
    return [{ how, group }];
  });
  return [...large, ...[...left].map((change) => ({ how: null, group: [change] }))];
}

function howRenamed({ before, after }: Rename): readonly string[] {
  const [was, is] = [nameWords(before), nameWords(after)];
  if (sameWords(was, is)) return ["are spelled in another style"];
  return affixes(was, is).map(({ at, from, to }) =>
    from === ""
      ? `have the ${at} ${to}`
      : to === ""
        ? `have no ${at} ${from} any more`
        : `have the ${at} ${to} instead of ${from}`,
  );
}

function sayRenames({ renames, how }: Row): string {
  const [first] = renames;
  if (how === null) return `the tool ${first?.before ?? ""} is called ${first?.after ?? ""} now`;
  return `the names of ${count(renames.length, "tool")} ${how}`;
}

/** The list comes last: where a report has to be short, it is cut. */
function sayNames({ renames, how }: Row): string {
  if (how === null) return "";
  const names = renames.map(({ before, after }) => `${before} → ${after}`);
  return ` (${someOf(names, listed)})`;
}

const listed = 40;
