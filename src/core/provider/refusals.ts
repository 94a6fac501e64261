import type { Contract } from "../contract/contract.ts";
import { modelSettingProblems } from "./limits/model-setting.ts";
import { outputSchemaProblems } from "./limits/output-schema.ts";
import { toolNameProblem } from "./limits/tool-name.ts";
import { toolSchemaProblems } from "./limits/tool-schema.ts";
import { isCalled, type ProviderName } from "./names.ts";
import type { Remark } from "./provider.ts";

/** What a provider would refuse in the request of a contract, or would not do. */
export function refusals(name: ProviderName, { model, tools, output }: Contract): readonly Remark[] {
  const settings = isCalled(name, model.provider) ? modelSettingProblems(name, model) : [];
  const declared = tools.filter(({ provider_tool }) => provider_tool === null);
  return [
    ...settings.map(({ path, problem }) => ({ path: ["model", ...path], why: problem })),
    ...declared.flatMap((tool) => {
      const wrongName = toolNameProblem(name, tool.name);
      return [
        ...(wrongName === null ? [] : [{ path: ["tools", tool.name, "name"], why: wrongName }]),
        ...toolSchemaProblems(name, tool.input).map(({ path, problem }) => ({
          path: ["tools", tool.name, "input", ...path],
          why: problem,
        })),
      ];
    }),
    ...(output === null || output.enforce === "none" ? [] : outputSchemaProblems(name, output.schema)).map(
      ({ path, problem }) => ({ path: ["output", "schema", ...path], why: problem }),
    ),
  ];
}
