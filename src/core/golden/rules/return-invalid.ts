import { toolNamed } from "../../contract/contract.ts";
import { judgedFaults } from "../../schema/judged.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenReturnInvalid: GoldenRule = {
  id: "GOLDEN_RETURN_INVALID",
  level: "warning",
  purpose:
    "A simulated tool returns what the real one can return: an agent that passes on other results proves little.",
  remedy: "Make `return` fit the tool's `output`; where the real tool does return this, mend `output`.",
  judge({ task, contract }) {
    return Object.entries(task.tools).flatMap(([name, entries]) => {
      const output = toolNamed(contract, name)?.output ?? null;
      if (output === null) return [];
      return entries.flatMap(({ return: result }, index) => {
        const [first] = result === undefined ? [] : (judgedFaults(output, result) ?? []);
        if (first === undefined) return [];
        return [
          {
            path: ["tools", name, index, "return"],
            message: `the task ${task.id}: ${name} cannot return this: ${first}`,
            hint: "make it fit the tool's `output`, or mend that",
            about: [name, String(index)],
          },
        ];
      });
    });
  },
};
