import { modelSettingProblems } from "../../provider/limits/model-setting.ts";
import { providerCalled } from "../../provider/names.ts";
import type { ContractRule } from "../rule.ts";

export const modelSettingRefused: ContractRule = {
  id: "MODEL_SETTING_REFUSED",
  level: "warning",
  purpose: "The named model takes every setting: one that it refuses fails the request, or is dropped in silence.",
  remedy: "Take the setting out, or choose a model that takes it.",
  judge({ contract: { model } }) {
    const provider = providerCalled(model.provider);
    if (provider === null) return [];
    return modelSettingProblems(provider, model).map(({ path, problem }) => ({
      path: ["model", ...path],
      message: `${path.join(" ")} is refused: ${problem}`,
      about: [model.name],
    }));
  },
};
