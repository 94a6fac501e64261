import type { Tool } from "../contract.ts";
import type { ContractRule } from "../rule.ts";

export const annotationContradictsEffect: ContractRule = {
  id: "ANNOTATION_CONTRADICTS_EFFECT",
  alone: true,
  level: "warning",
  purpose: "A tool's annotations and its effect say the same: guardrails go by the one, MCP clients by the other.",
  remedy: "Correct the one that is wrong. `readOnlyHint: true` is `effect: read`; `destructiveHint: false` is `write`.",
  judge({ contract, written }) {
    return contract.tools.flatMap((tool, index) =>
      Object.entries(contradictions(tool)).flatMap(([name, says]) => {
        if (says === null) return [];
        const unsaid = written.tools[index]?.effect === undefined;
        return [
          {
            path: ["tools", index, "annotations", name],
            message: `${name}: ${String(tool.annotations[name])} says that ${tool.name} ${says}, and its effect is ${tool.effect}${unsaid ? ", as nothing is said" : ""}`,
            hint: "guardrails and golden tasks go by the effect: correct the one that is wrong",
            about: [name],
          },
        ];
      }),
    );
  },
};

function contradictions({ annotations, effect }: Tool): Readonly<Record<string, string | null>> {
  const { readOnlyHint: readOnly, destructiveHint: destructive } = annotations;
  return {
    readOnlyHint:
      readOnly === true && effect !== "read"
        ? "changes nothing"
        : readOnly === false && effect === "read"
          ? "changes something"
          : null,
    // MCP: "meaningful only when readOnlyHint == false".
    destructiveHint:
      readOnly === true
        ? null
        : destructive === true && effect !== "destructive"
          ? "destroys something"
          : destructive === false && effect === "destructive"
            ? "destroys nothing"
            : null,
  };
}
