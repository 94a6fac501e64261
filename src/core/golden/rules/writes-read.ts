import { toolNamed } from "../../contract/contract.ts";
import { expectedCalls, orderOf, toolOf } from "../expectations.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenWritesRead: GoldenRule = {
  id: "GOLDEN_WRITES_READ",
  level: "error",
  purpose: "`writes` and `order` are about calls that change something: a tool that only reads is never among them.",
  remedy: "Expect the call with `called:`; if the tool does change something, say so with its `effect`.",
  judge({ task, contract }) {
    const ofAll = orderOf(task)?.of === "all";
    return expectedCalls(task).flatMap(({ list, pattern, path }) => {
      const name = toolOf(pattern);
      if (list === "order" && ofAll) return [];
      if ((list !== "writes" && list !== "order") || toolNamed(contract, name)?.effect !== "read") return [];
      const message = `the task ${task.id} expects ${name} ${list === "writes" ? "among its writes" : "in its order of writes"}, and ${name} only reads`;
      const hint =
        list === "writes" ? "write it under `called:`" : "write it under `called:`, or order: { calls: […], of: all }";
      return [{ path, message, hint, about: [list, name] }];
    });
  },
};
