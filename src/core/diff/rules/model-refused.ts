import type { Model } from "../../contract/contract.ts";
import { modelSettingProblems } from "../../provider/limits/model-setting.ts";
import { joinedByPart, type Problem } from "../../provider/limits/problem.ts";
import { providerCalled, titleOf } from "../../provider/names.ts";
import { shortJson } from "../../text.ts";
import { said } from "../about.ts";
import { settingChanges } from "../model/settings.ts";
import { type Rule, severity } from "../rule.ts";

export const modelParamUnsupported: Rule = {
  id: "MODEL_PARAM_UNSUPPORTED",
  purpose: "The model refuses a setting that it is given: every request fails.",
  incident: "A model was replaced by one that reasons, the temperature stayed, and every request came back with a 400.",
  judge(comparison) {
    const { before, after } = comparison;
    const provider = providerCalled(after.model.provider);
    if (provider === null) return [];
    const inherited = new Set(problemsOf(before.model).map(({ path }) => path[0]));
    return problemsOf(after.model)
      .filter(({ path }) => !inherited.has(path[0]))
      .map(({ path: [setting = ""], problem }) => {
        const name = String(setting);
        const value = after.model[name];
        return {
          path: ["model", name],
          message: `${titleOf(provider)} refuses every request with ${name}: ${shortJson(value)}; ${problem}`,
          severity: severity("breaking", "breaking", "safe"),
          claims: settingChanges(comparison, name),
          wayOut: `take \`${name}\` out of \`model\`, or give it a value that ${after.model.name} takes`,
          about: [after.model.name, said(value ?? null)],
        };
      });
  },
};

function problemsOf(model: Model): readonly Problem[] {
  const provider = providerCalled(model.provider);
  return provider === null ? [] : joinedByPart(modelSettingProblems(provider, model));
}
