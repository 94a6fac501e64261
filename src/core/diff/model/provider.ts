import { providerCalled } from "../../provider/names.ts";

/** Two names of one provider: `gemini` and `google`. */
export function sameProvider(one: string, other: string): boolean {
  return one === other || (providerCalled(one) !== null && providerCalled(one) === providerCalled(other));
}
