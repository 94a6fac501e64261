import { answersTo, type Contract } from "../../contract/contract.ts";
import { isJsonArray, type Json, type JsonObject, sameJson } from "../../json.ts";
import { mapSchema } from "../../schema/walk.ts";
import { prove } from "../../containment/prove.ts";
import { sayList } from "../../text.ts";
import { said } from "../about.ts";
import { type Change, isExactly } from "../change.ts";
import type { Fold } from "../fold.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";

export const toolFolded: Rule = {
  id: "TOOL_FOLDED",
  purpose: "Several tools became one: calls of the old names have nobody who answers.",
  incident:
    "Four tools for issues were folded into one with a parameter method: every call in an open conversation failed.",
  judge: (comparison) =>
    comparison.folds
      .filter(({ kind }) => kind === "folded")
      .map((fold) => {
        const answered = howAnswered(fold, comparison);
        const olds = sayList(fold.many);
        return {
          path: ["tools", fold.one],
          message: `${sayBecame(fold)}${answered.says}`,
          severity: answered.isSafe ? severity("safe", "safe", "dangerous") : severity("breaking", "safe", "breaking"),
          claims: claimsOf(fold, comparison),
          ...(answered.isSafe
            ? {}
            : {
                wayOut: `keep ${olds} beside ${fold.one} until open conversations have ended`,
              }),
          about: [...fold.many.toSorted(), answered.isSafe ? "answered" : "gone", ...newCalls(fold, comparison)],
        };
      }),
};

export const toolSplit: Rule = {
  id: "TOOL_SPLIT",
  purpose: "One tool became several: calls of the old name have nobody who answers.",
  incident: "A tool that did five things was cut into five, and the conversations that knew it went on calling it.",
  judge: (comparison) =>
    comparison.folds
      .filter(({ kind }) => kind === "split")
      .map((fold): Judgement => {
        const { one, many, by, isKept } = fold;
        const told = by === null ? "" : `, one for each ${by.parameter} (${sayList(by.values)})`;
        const path = ["tools", isKept ? one : (many[0] ?? one)];
        const about = [one, ...many.toSorted(), ...newCalls(fold, comparison)];
        const claims = claimsOf(fold, comparison);
        if (isKept) {
          const message = `${sayList(many)} ${many.length === 1 ? "does" : "do"} what ${one} did${by === null ? "" : ` for the ${by.parameter} ${sayList(by.values)}`}`;
          return { path, message, severity: severity("safe", "safe", "safe"), claims, about };
        }
        return {
          path,
          message: `the tool ${one} is ${sayList(many)} now${told}: an open conversation that calls ${one} gets an error, and the model may report success all the same`,
          severity: severity("breaking", "safe", "breaking"),
          claims,
          wayOut: `keep ${one} beside them until open conversations have ended`,
          about,
        };
      }),
};

function sayBecame({ one, many, by, isKept }: Fold): string {
  const told = by === null ? "" : `, told apart by ${by.parameter} (${sayList(by.values)})`;
  if (isKept) return `${sayList(many)} ${many.length === 1 ? "is" : "are"} done by ${one} now${told}`;
  return `the tools ${sayList(many)} are one tool now, ${one}${told}`;
}

/** An alias answers by name; whether the call is taken is another question. */
function howAnswered(
  { one, many }: Fold,
  { before, after }: Comparison,
): { readonly isSafe: boolean; readonly says: string } {
  const lost = many.length === 1 ? `calls ${many[0] ?? ""}` : "calls an old name";
  const gone = `: an open conversation that ${lost} gets an error, and the model may report success all the same`;
  const tool = toolCalled(after, one);
  if (tool === undefined || !many.every((name) => answersTo(tool, name))) return { isSafe: false, says: gone };
  const refused = many.filter((name) => {
    const old = toolCalled(before, name);
    return old === undefined || prove(old.input, tool.input, { reading: "closed-producer" }).kind !== "contained";
  });
  return refused.length === 0
    ? {
        isSafe: true,
        says: `; it answers to the old ${many.length === 1 ? "name" : "names"}, and takes the calls as they were`,
      }
    : {
        isSafe: false,
        says: `; it answers to the old ${many.length === 1 ? "name" : "names"}, and may refuse calls of ${sayList(refused)} as open conversations make them`,
      };
}

/** How the new tools are called and what that does; how they are described may be polished. */
function newCalls({ one, many }: Fold, { before, after }: Comparison): readonly string[] {
  const known = new Set(before.tools.map(({ name }) => name));
  return after.tools
    .filter(({ name }) => !known.has(name) && (name === one || many.includes(name)))
    .map(({ name, effect, input }) => said([name, effect, withoutNotes(input)]))
    .toSorted();
}

function withoutNotes(input: JsonObject): Json {
  return mapSchema(input, (schema) =>
    Object.fromEntries(Object.entries(schema).filter(([keyword]) => keyword !== "description" && keyword !== "title")),
  );
}

function toolCalled(contract: Contract, name: string): Contract["tools"][number] | undefined {
  return contract.tools.find((tool) => tool.name === name);
}

/** The tools that went and came, the aliases that say so, and the new values that tell them apart. */
function claimsOf({ one, many, by }: Fold, { changes }: Comparison): readonly Change[] {
  return changes.filter((change) => {
    const { kind, path } = change;
    const [, name, , alias] = path.map(String);
    if (by !== null && isExactly(path, ["tools", one, "input", "properties", by.parameter, "enum"]))
      return kind === "changed" && differOnlyBy(by.values, change.before, change.after);
    if (isExactly(path, ["tools", "*"]) && (kind === "added" || kind === "removed"))
      return name === one || many.includes(name ?? "");
    return isExactly(path, ["tools", one, "aliases", "*"]) && many.includes(alias ?? "");
  });
}

function differOnlyBy(values: readonly string[], before: Json, after: Json): boolean {
  if (!isJsonArray(before) || !isJsonArray(after)) return false;
  const [few, all] = before.length < after.length ? [before, after] : [after, before];
  return (
    sameJson(
      all.filter((value) => !few.includes(value)),
      all.filter((value) => typeof value === "string" && values.includes(value)),
    ) && few.every((value) => all.includes(value))
  );
}
