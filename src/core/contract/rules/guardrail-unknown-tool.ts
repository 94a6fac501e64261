import { propertiesOf } from "../../schema/walk.ts";
import { sayList } from "../../text.ts";
import { toolNamed } from "../contract.ts";
import type { Fault } from "../../rule.ts";
import type { ContractRule } from "../rule.ts";

export const guardrailUnknownTool: ContractRule = {
  id: "GUARD_UNKNOWN_TOOL",
  level: "law",
  purpose: "A guardrail names tools and parameters that exist: one that does not guards nothing.",
  remedy: "Write the name of a tool, and of a parameter of that tool, as they stand under `tools`.",
  judge({ contract, written }) {
    const offered = sayList(contract.tools.map(({ name }) => name));
    const unknown = (name: string, path: Fault["path"]): readonly Fault[] =>
      toolNamed(contract, name) === null
        ? [
            {
              path,
              message: `there is no tool ${name}, so this guardrail guards nothing`,
              hint: `the tools are ${offered}`,
            },
          ]
        : [];
    return written.guardrails.flatMap(({ tool, when, unless_called }, index) => [
      ...(tool === undefined ? [] : unknown(tool, ["guardrails", index, "tool"])),
      ...(unless_called ?? []).flatMap((name, at) => unknown(name, ["guardrails", index, "unless_called", at])),
      ...(tool === undefined || when === undefined
        ? []
        : unknownParameters(tool, Object.keys(propertiesOf(when)), index)),
    ]);

    function unknownParameters(tool: string, names: readonly string[], index: number): readonly Fault[] {
      const input = toolNamed(contract, tool)?.input;
      if (input === undefined) return [];
      const known = propertiesOf(input);
      return names
        .filter((name) => !Object.hasOwn(known, name))
        .map((name) => ({
          path: ["guardrails", index, "when", "properties", name],
          message: `${tool} has no parameter ${name}, so this condition never holds`,
          hint: `its parameters are ${sayList(Object.keys(known))}`,
        }));
    }
  },
};
