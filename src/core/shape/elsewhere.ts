import type { Path } from "../place.ts";

/**
 * Keys that people bring along from other tools and older habits, and what they are called here. Whole words
 * only; typing errors are found by their nearness.
 */
interface Brought {
  /** The kinds of files, and the mapping in which the key was written; `*` is any step. */
  readonly in: readonly string[];
  /** Parted by spaces. */
  readonly keys: string;
  /** Its name here, in the same mapping. */
  readonly means?: string;
  /** What to do, where it has no other name in the same mapping. */
  readonly says?: string;
}

const application = "URLs and keys are the application's: no file in a repository holds them";

const brought: readonly Brought[] = [
  // Contracts
  { in: ["contract"], keys: "name id agent", means: "contract" },
  {
    in: ["contract"],
    keys: "prompt prompts instruction instructions system_prompt systemPrompt system_message preamble template",
    means: "system",
  },
  { in: ["contract"], keys: "inputs input vars params prompt_variables", means: "variables" },
  {
    in: ["contract"],
    keys: "modelParameters model_parameters settings config parameters model_settings",
    says: "settings belong under `model`",
  },
  {
    in: ["contract"],
    keys: "response_format responseFormat output_schema outputSchema json_schema response_schema",
    says: "write `output: { schema: … }`",
  },
  { in: ["contract"], keys: "functions actions", means: "tools" },
  { in: ["contract"], keys: "permissions policies policy rules guards", means: "guardrails" },
  { in: ["contract"], keys: "limits budget", means: "budgets" },
  { in: ["contract"], keys: "examples few_shot fewshot", means: "messages" },
  { in: ["contract"], keys: "version", says: "a contract has no version: its digest says which one it is" },
  {
    in: ["contract", "contract model"],
    keys: "max_output maxTokens maxOutputTokens",
    says: "write `max_output_tokens` under `model`",
  },
  { in: ["contract model"], keys: "max_tokens max_completion_tokens", means: "max_output_tokens" },
  { in: ["contract model"], keys: "model id model_name modelName", means: "name" },
  { in: ["contract model"], keys: "stop_sequences stopSequences", means: "stop" },
  { in: ["contract model"], keys: "topP", means: "top_p" },
  { in: ["contract model"], keys: "topK", means: "top_k" },
  { in: ["contract model"], keys: "effort reasoning", means: "reasoning_effort" },
  {
    in: ["contract model"],
    keys: "thinking thinking_budget thinkingBudget budget_tokens",
    means: "reasoning_tokens",
  },
  {
    in: ["contract model", "contract"],
    keys: "url base_url baseURL baseUrl endpoint api_key apiKey api_base headers token",
    says: application,
  },
  {
    in: ["contract tools.*", "tool"],
    keys: "parameters input_schema inputSchema parametersJsonSchema args arguments params",
    means: "input",
  },
  {
    in: ["contract tools.*", "tool"],
    keys: "output_schema outputSchema returns response result",
    means: "output",
  },
  {
    in: ["contract tools.*", "tool"],
    keys: "function",
    says: "write name, description and input into the tool itself",
  },
  {
    in: ["contract tools.*", "tool"],
    keys: "type",
    says: "leave it out; a tool of the provider's own goes under `provider_tool`",
  },
  { in: ["contract tools.*", "tool"], keys: "strict", says: "leave it out: arguments are always validated" },
  { in: ["contract tools.*", "tool"], keys: "side_effect side_effects kind", means: "effect" },
  { in: ["contract tools.*", "tool"], keys: "title", says: "it belongs under `annotations`" },
  { in: ["contract guardrails.*"], keys: "name", means: "id" },
  { in: ["contract guardrails.*"], keys: "action then", means: "decision" },
  { in: ["contract guardrails.*"], keys: "if condition args", means: "when" },
  { in: ["contract guardrails.*"], keys: "unless", means: "unless_called" },
  { in: ["contract guardrails.*"], keys: "tools", says: "a guardrail names one `tool`, or an `effect` for several" },
  { in: ["contract guardrails.*"], keys: "allow confirm deny", says: "write `decision: allow`, `confirm` or `deny`" },
  {
    in: ["contract", "contract budgets"],
    keys: "max_turns maxSteps max_iterations max_llm_calls maxTurns",
    says: "write `max_steps` under `budgets`",
  },
  { in: ["contract budgets"], keys: "max_output_tokens", says: "this is a setting of the `model`" },

  // Golden tasks
  { in: ["golden"], keys: "tests cases testData test_cases scenarios goldens evals", means: "tasks" },
  { in: ["golden"], keys: "name prompt agent", means: "contract" },
  { in: ["golden"], keys: "default", means: "defaults" },
  { in: ["golden tasks.*", "golden defaults"], keys: "name", means: "id" },
  { in: ["golden tasks.*", "golden defaults"], keys: "description", says: "write it as a comment: `# …`" },
  { in: ["golden tasks.*", "golden defaults"], keys: "vars", means: "variables" },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "prompt question query user message user_input",
    means: "input",
  },
  { in: ["golden tasks.*", "golden defaults"], keys: "history", means: "messages" },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "mocks tool_results simulate fixtures responses",
    means: "tools",
  },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "assert asserts assertions expected evaluators checks",
    means: "expect",
  },
  {
    in: ["golden tasks.*", "golden defaults", "golden tasks.*.expect"],
    keys: "stop_reason finish_reason finish-reason",
    says: "write `expect_stop_reason` in the task itself",
  },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "trials runs epochs threshold",
    says: "write `repeat: { runs: 5, pass: 4 }`",
  },
  { in: ["golden tasks.*", "golden defaults"], keys: "skip disabled flaky", says: "write `quarantine: why`" },
  { in: ["golden tasks.*", "golden defaults"], keys: "cost max_cost_usd max_cost", means: "max_spend_usd" },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "latency timeout max_duration_ms max_duration",
    says: "write `max_seconds`, in seconds",
  },
  { in: ["golden tasks.*", "golden defaults"], keys: "max_turns max_llm_calls", means: "max_steps" },
  { in: ["golden tasks.*.expect"], keys: "tool_calls tools calls tools_used tool-used", means: "called" },
  { in: ["golden tasks.*.expect"], keys: "forbidden_tools never_called", means: "not_called" },
  { in: ["golden tasks.*.expect"], keys: "sequence tool-sequence", means: "order" },
  { in: ["golden tasks.*.expect"], keys: "answer response reply", means: "output" },
  { in: ["golden tasks.*.expect"], keys: "transcript", means: "said" },
  { in: ["golden tasks.*.expect.*.*"], keys: "type value", says: "write the check as a key: `contains: text`" },
  { in: ["golden tasks.*.expect.*.*"], keys: "matches pattern", means: "regex" },
  { in: ["golden tasks.*.expect.*.*"], keys: "llm-rubric llm_rubric judge g-eval geval criteria", means: "rubric" },
  { in: ["golden tasks.*.expect.*.*"], keys: "is-json is_json isJson", means: "json" },
  { in: ["golden tasks.*.expect.*.*"], keys: "contains-json containsJson", means: "contains_json" },
  { in: ["golden tasks.*.expect.*.*"], keys: "json_path json-path", means: "jsonpath" },
  { in: ["golden tasks.*.expect.*.*"], keys: "levenshtein similarity", means: "similar" },
  {
    in: ["golden tasks.*.expect.*.*"],
    keys: "contains-any contains_any icontains-any",
    says: "write `any: [{ contains: one }, { contains: other }]`",
  },
  { in: ["golden tasks.*.expect.*.*"], keys: "name function", means: "tool" },
  { in: ["golden tasks.*.expect.*.*"], keys: "arguments input params", means: "args" },
  { in: ["golden tasks.*.expect.*.*"], keys: "count", means: "times" },
  { in: ["golden tasks.*.tools.*.*"], keys: "result returns output response value then", means: "return" },
  { in: ["golden tasks.*.tools.*.*"], keys: "input arguments params when", means: "args" },
  { in: ["golden tasks.*.tools.*.*"], keys: "throws exception fails", means: "error" },

  // promptctl.yaml
  { in: ["config"], keys: "version", says: "write `promptctl: 1`" },
  { in: ["config"], keys: "agent provider providers agents", means: "runner" },
  { in: ["config"], keys: "environments targets", means: "labels" },
  { in: ["config"], keys: "grader evaluator judge_model", means: "judge" },
  { in: ["config"], keys: "rules", means: "severities" },
  { in: ["config"], keys: "prompts", means: "contracts" },
  { in: ["config"], keys: "tests tasks", means: "goldens" },
  { in: ["config runner"], keys: "cmd exec script program", means: "command" },
  { in: ["config runner"], keys: "args", says: "they follow the program: `command: [node, agent.mjs, --flag]`" },
  { in: ["config labels.*"], keys: "env", means: "environment" },
  { in: ["config labels.*"], keys: "tests gates checks evidence needs", means: "requires" },
  { in: ["config labels.*"], keys: "wait soak delay", means: "bake" },
  { in: ["config labels.*"], keys: "severity", means: "max_severity" },
  { in: ["config labels.*"], keys: "source", means: "from" },
];

/** What to do about a key, and the key of the same mapping that was meant, where there is one. */
export interface KeyAdvice {
  readonly says: string | null;
  readonly means: string | null;
}

/** What a key of another tool is called here; `null` where nothing is known of it. */
export function broughtAlong(kind: string, path: Path, key: string): KeyAdvice | null {
  // What stands in the defaults is a task's.
  const at = kind === "golden" && path[0] === "defaults" && path.length > 1 ? ["tasks", 0, ...path.slice(1)] : path;
  const entry = brought.find(
    (one) => one.keys.split(" ").includes(key) && one.in.some((pattern) => matches(pattern, kind, at)),
  );
  if (entry === undefined) return null;
  const { means = null, says } = entry;
  return { says: says ?? `this is called \`${means ?? ""}\` here`, means };
}

function matches(pattern: string, kind: string, path: Path): boolean {
  const [where, steps = ""] = pattern.split(" ");
  const wanted = steps === "" ? [] : steps.split(".");
  return (
    where === kind &&
    wanted.length === path.length &&
    wanted.every((step, index) => step === "*" || step === path[index])
  );
}
