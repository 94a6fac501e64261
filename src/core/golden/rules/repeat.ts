import { count } from "../../text.ts";
import type { GoldenRule } from "../rule.ts";

export const goldenRepeat: GoldenRule = {
  id: "GOLDEN_REPEAT",
  level: "law",
  purpose: "A golden task cannot pass more often than it runs.",
  remedy: "Lower `pass`, or raise `runs`.",
  judge({ task: { id, repeat } }) {
    if (repeat.pass <= repeat.runs) return [];
    const message = `the task ${id} runs ${count(repeat.runs, "time")}, and would have to pass ${count(repeat.pass, "time")}`;
    return [{ path: ["repeat", "pass"], message, hint: `write pass: ${repeat.runs} or less` }];
  },
};
