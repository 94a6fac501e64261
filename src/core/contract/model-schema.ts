import { z } from "zod";
import { field, filledText, jsonObject, wholeNumber } from "../shape/pieces.ts";

/** A model and its settings, as contracts say them. */
export const modelSchema = z.strictObject({
  provider: field(filledText(), "Who runs the model.", "openai"),
  name: field(
    filledText(),
    "The model as the provider calls it; best a snapshot with a date, because an alias changes without a review.",
    "gpt-5-mini-2026-01-15",
  ),
  temperature: field(z.number().min(0).optional(), "How much chance there is in an answer.", 0.2),
  max_output_tokens: field(wholeNumber(1).optional(), "The longest answer, in tokens.", 1024),
  reasoning_effort: field(filledText().optional(), "How hard the model thinks, in the provider's words.", "low"),
  reasoning_tokens: field(wholeNumber(0).optional(), "How many tokens the model may think for.", 2048),
  top_p: field(z.number().min(0).max(1).optional(), "The share of likely words that are chosen from.", 0.9),
  top_k: field(wholeNumber(1).optional(), "How many likely words are chosen from.", 40),
  stop: field(z.array(filledText()).optional(), "Texts that end an answer.", ["END"]),
  seed: field(z.number().int().optional(), "The same seed asks for the same answer.", 7),
  tool_choice: field(filledText().optional(), "auto, none, required, or the name of the one tool to call.", "auto"),
  parallel_tool_calls: field(z.boolean().optional(), "Whether one step may call several tools.", false),
  options: field(
    z.record(z.string(), jsonObject()).optional(),
    "What only one provider knows, under its name. Never URLs or keys: those are the application's.",
    { openai: { service_tier: "flex" } },
  ),
});
