import { InMemoryProvider, OpenFeature } from "@openfeature/server-sdk";
import { ids, report } from "../../operations.mjs";

const flag = {
  disabled: false,
  variants: { current: "old", ramp: "young" },
  defaultVariant: "current",
  contextEvaluator: ({ targetingKey }) => (targetingKey.length % 20 === 0 ? "ramp" : "current"),
};
await OpenFeature.setProviderAndWait(new InMemoryProvider({ prompt: flag }));
const client = OpenFeature.getClient();
let kept = 0;
await report(async (count) => {
  for (let index = 0; index < count; index += 1)
    kept += (await client.getStringValue("prompt", "none", { targetingKey: ids[index % ids.length] })).length;
});
