import { unansweredCall } from "../../run/record.ts";
import { sayCall } from "../match.ts";
import { type Assertion, verdict } from "../verdict.ts";

export const answered: Assertion = {
  name: unansweredCall,
  purpose: "Every call the agent made was foreseen by the task: nothing was made up to answer it.",
  judge({ answer }) {
    return (answer.calls ?? [])
      .filter(({ error }) => error?.startsWith(unansweredCall))
      .map((call) =>
        verdict(
          unansweredCall,
          false,
          "a simulated result for every call",
          sayCall({ ...call, error: null }),
          call.turn,
        ),
      );
  },
};
