import { groupBy } from "../../group.ts";
import { sayList } from "../../text.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";
import { editsOf, levelOf, refusedCall, rowAbout, type Told } from "../schema/tell.ts";
import { consequence } from "../schema/words.ts";

export const parameterObjectClosed: Rule = {
  id: "PARAM_OBJECT_CLOSED",
  purpose: "A tool refuses arguments that it does not name, and took them before.",
  incident: "A caller had always sent a trace id along; on the day of the release every call was refused.",
  judge: (comparison) =>
    groups(comparison, "PARAM_OBJECT_CLOSED", "closed").map((group) => {
      const [{ diff, edit }] = group;
      const harm =
        edit.kept.kind === "safe" ? "calls that give only what was declared still pass" : consequence(edit.kept);
      return rowOf(group, {
        message: `${diff.surface.name} refuses ${sayPlaces(group)} that it does not name, and took them before: ${harm}`,
        severity: severity(edit.kept.kind === "broken" ? "breaking" : "dangerous", "safe", "safe"),
        wayOut: "look in the records of past calls for arguments that are not declared before this is released",
        witness: refusedCall(diff.surface, edit.kept),
      });
    }),
};

export const parameterObjectOpened: Rule = {
  id: "PARAM_OBJECT_OPENED",
  purpose: "A tool takes arguments that it does not name, and refused them before.",
  incident: "A misspelt argument was taken in silence, and the call did less than it was asked for.",
  judge: (comparison) =>
    groups(comparison, "PARAM_OBJECT_OPENED", "opened").map((group) => {
      const [{ diff, edit }] = group;
      return rowOf(group, {
        message: `${diff.surface.name} takes ${sayPlaces(group)} that it does not name, and refused them before`,
        severity: severity(levelOf(edit.kept), "safe", "dangerous"),
        wayOut: "keep `additionalProperties: false`: a misspelt argument is told to the model then",
      });
    }),
};

type Group = readonly [Told<"closed" | "opened">, ...Told<"closed" | "opened">[]];

/** Whoever closes a definition closes all of it: that is one matter, wherever it is as harmless. */
function groups(comparison: Comparison, rule: string, kind: "closed" | "opened"): readonly Group[] {
  const told: readonly Told<"closed" | "opened">[] = editsOf(comparison, rule, kind);
  return groupBy(told, ({ diff, edit }) => JSON.stringify([diff.surface.path, edit.kept.kind])).flatMap(
    ([first, ...others]) => (first === undefined ? [] : [[first, ...others] as const]),
  );
}

function rowOf(group: Group, row: Omit<Judgement, "path" | "claims" | "about">): Judgement {
  const rows = group.map((told) => rowAbout(told, row));
  const [first] = group;
  return {
    ...rowAbout(first, row),
    path: group.length === 1 ? (rows[0]?.path ?? []) : first.diff.surface.path,
    claims: rows.flatMap(({ claims }) => claims),
    about: rows.flatMap(({ about = [] }) => about),
  };
}

function sayPlaces(group: Group): string {
  const places = group.map(({ edit }) => edit.place).toSorted();
  return sayList(places.map((place) => (place === "" ? "arguments" : `fields of ${place}`)));
}
