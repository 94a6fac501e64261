import { didYouMean } from "../../nearest.ts";
import type { ContractRule } from "../rule.ts";

export const annotationUnknown: ContractRule = {
  id: "ANNOTATION_UNKNOWN",
  alone: true,
  level: "warning",
  purpose: "Annotations are written as MCP writes them: under another name a hint reaches nobody.",
  remedy: "Write `title`, `readOnlyHint`, `destructiveHint`, `idempotentHint` or `openWorldHint`.",
  judge({ contract }) {
    return contract.tools.flatMap(({ annotations }, index) =>
      Object.keys(annotations).flatMap((name) => {
        if (known.includes(name)) return [];
        const plain = name.replaceAll(/[_-]/g, "");
        // A name like none of them is somebody's own.
        const hint = didYouMean(plain, known) ?? didYouMean(`${plain}Hint`, known);
        const path = ["tools", index, "annotations", name];
        return hint === null ? [] : [{ path, message: `MCP knows no annotation ${name}`, hint }];
      }),
    );
  },
};

/** ToolAnnotations of MCP, revision 2025-06-18. */
const known = ["title", "readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"];
