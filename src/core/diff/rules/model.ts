import { sayList } from "../../text.ts";
import { isSnapshot } from "../model/family.ts";
import { carriesReasoning, isSameFamily, modelRow, newestOf, sayModel, sayReasoning } from "../model/names.ts";
import { sameProvider } from "../model/provider.ts";
import { type Comparison, type Judgement, type Rule, severity } from "../rule.ts";

export const modelSnapshotChanged: Rule = {
  id: "MODEL_SNAPSHOT_CHANGED",
  purpose: "The same family of models, another dated snapshot.",
  incident:
    "Signatures of reasoning blocks are bound to a model: open sessions were refused with a 400 between two minor versions.",
  judge: (comparison) =>
    isSameFamily(comparison) && !isSameModel(comparison) ? judgement(comparison, "is another snapshot") : [],
};

export const modelChanged: Rule = {
  id: "MODEL_CHANGED",
  purpose: "Another model or provider.",
  incident: "Golden results of one model say nothing about another; open sessions with reasoning were bricked.",
  judge: (comparison) =>
    isSameModel(comparison) ? sameUnderAnotherName(comparison) : judgement(comparison, "is another model"),
};

/** The provider has another name, and is the same: only what knows it by name sees that. */
function sameUnderAnotherName(comparison: Comparison): readonly Judgement[] {
  const { before, after } = comparison;
  const message = `${sayModel(after.model)} is ${sayModel(before.model)} by another name: prices and reports know it by the old one`;
  return modelRow(comparison, { message, severity: severity("safe", "safe", "dangerous") });
}

function isSameModel({ before, after }: Comparison): boolean {
  return before.model.name === after.model.name && sameProvider(before.model.provider, after.model.provider);
}

function judgement(comparison: Comparison, what: string): readonly Judgement[] {
  const { before, after } = comparison;
  const isLoose = isSnapshot(before.model.name) && newestOf(after.model) !== null;
  const loose = isLoose ? `; it is a name that moves, and ${before.model.name} stayed what it was` : "";
  const lost = lostTools(comparison);
  const unoffered =
    lost.length === 0
      ? ""
      : `; ${sayList(lost)} ${lost.length === 1 ? "is" : "are"} not offered with it, because only ${before.model.provider} carries ${lost.length === 1 ? "it" : "them"} out`;
  return modelRow(comparison, {
    message: `${sayModel(after.model)} ${what} than ${sayModel(before.model)}${sayReasoning(comparison)}${loose}${unoffered}`,
    severity: severity(
      carriesReasoning(comparison) || lost.length > 0 ? "breaking" : "dangerous",
      "dangerous",
      "dangerous",
    ),
    ...(isLoose ? { wayOut: `write ${newestOf(after.model) ?? ""}` } : {}),
  });
}

/** Tools that only the old provider carries out. */
function lostTools({ before, after }: Comparison): readonly string[] {
  const offers = (map: object, provider: string): boolean =>
    Object.keys(map).some((name) => sameProvider(name, provider));
  return after.tools.flatMap(({ name, provider_tool: map }) =>
    map !== null && offers(map, before.model.provider) && !offers(map, after.model.provider) ? [name] : [],
  );
}
