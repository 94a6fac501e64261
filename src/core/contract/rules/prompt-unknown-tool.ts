import { isJsonObject } from "../../json.ts";
import { sayList } from "../../text.ts";
import { toolNamed } from "../contract.ts";
import { calledIn } from "../mentions.ts";
import type { ContractRule } from "../rule.ts";

export const promptUnknownTool: ContractRule = {
  id: "PROMPT_UNKNOWN_TOOL",
  level: "warning",
  purpose: "The prompt calls tools that are offered: a model calls what it reads about, and explains the error away.",
  remedy: "Offer the tool, or take its name out of the prompt.",
  judge({ contract, written }) {
    const pieces = [written.system].flat();
    return pieces.flatMap((piece, index) => {
      const text = isJsonObject(piece) ? piece.literal : piece;
      const path = Array.isArray(written.system) ? ["system", index] : ["system"];
      return calledIn(text)
        .filter((name) => toolNamed(contract, name) === null)
        .map((name) => ({
          path,
          offset: text.indexOf(`${name}(`),
          message: `the prompt calls ${name}, and there is no such tool`,
          hint:
            contract.tools.length === 0
              ? "this contract has no tools"
              : `the tools are ${sayList(contract.tools.map((tool) => tool.name))}`,
        }));
    });
  },
};
