/**
 * Keys that people bring along from other tools and older habits, and what they are called here. Whole words
 * only; typing errors are found by their nearness.
 */
interface Brought {
  /** The kinds of files, and the mapping in which the key was written; `*` is any step. */
  readonly in: readonly string[];
  /** Parted by spaces. */
  readonly keys: string;
  readonly says: string;
}

const callName = (key: string): string => `this is called \`${key}\` here`;

const application = "URLs and keys are the application's: no file in a repository holds them";

const brought: readonly Brought[] = [
  // Contracts
  { in: ["contract"], keys: "name id agent", says: callName("contract") },
  {
    in: ["contract"],
    keys: "prompt prompts instruction instructions system_prompt systemPrompt system_message preamble template",
    says: callName("system"),
  },
  { in: ["contract"], keys: "inputs input vars params prompt_variables", says: callName("variables") },
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
  { in: ["contract"], keys: "functions actions", says: callName("tools") },
  { in: ["contract"], keys: "permissions policies policy rules guards", says: callName("guardrails") },
  { in: ["contract"], keys: "limits budget", says: callName("budgets") },
  { in: ["contract"], keys: "examples few_shot fewshot", says: callName("messages") },
  { in: ["contract"], keys: "version", says: "a contract has no version: its digest says which one it is" },
  {
    in: ["contract", "contract model"],
    keys: "max_output maxTokens maxOutputTokens",
    says: "write `max_output_tokens` under `model`",
  },
  { in: ["contract model"], keys: "max_tokens max_completion_tokens", says: callName("max_output_tokens") },
  { in: ["contract model"], keys: "model id model_name modelName", says: callName("name") },
  { in: ["contract model"], keys: "stop_sequences stopSequences", says: callName("stop") },
  { in: ["contract model"], keys: "topP", says: callName("top_p") },
  { in: ["contract model"], keys: "topK", says: callName("top_k") },
  { in: ["contract model"], keys: "effort reasoning", says: callName("reasoning_effort") },
  {
    in: ["contract model"],
    keys: "thinking thinking_budget thinkingBudget budget_tokens",
    says: callName("reasoning_tokens"),
  },
  {
    in: ["contract model", "contract"],
    keys: "url base_url baseURL baseUrl endpoint api_key apiKey api_base headers token",
    says: application,
  },
  {
    in: ["contract tools.*", "tool"],
    keys: "parameters input_schema inputSchema parametersJsonSchema args arguments params",
    says: callName("input"),
  },
  {
    in: ["contract tools.*", "tool"],
    keys: "output_schema outputSchema returns response result",
    says: callName("output"),
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
  { in: ["contract tools.*", "tool"], keys: "side_effect side_effects kind", says: callName("effect") },
  { in: ["contract tools.*", "tool"], keys: "title", says: "it belongs under `annotations`" },
  { in: ["contract guardrails.*"], keys: "name", says: callName("id") },
  { in: ["contract guardrails.*"], keys: "action then", says: callName("decision") },
  { in: ["contract guardrails.*"], keys: "if condition args", says: callName("when") },
  { in: ["contract guardrails.*"], keys: "unless", says: callName("unless_called") },
  { in: ["contract guardrails.*"], keys: "tools", says: "a guardrail names one `tool`, or an `effect` for several" },
  { in: ["contract guardrails.*"], keys: "allow confirm deny", says: "write `decision: allow`, `confirm` or `deny`" },
  {
    in: ["contract", "contract budgets"],
    keys: "max_turns maxSteps max_iterations max_llm_calls maxTurns",
    says: "write `max_steps` under `budgets`",
  },
  { in: ["contract budgets"], keys: "max_output_tokens", says: "this is a setting of the `model`" },

  // Golden tasks
  { in: ["golden"], keys: "tests cases testData test_cases scenarios goldens evals", says: callName("tasks") },
  { in: ["golden"], keys: "name prompt agent", says: callName("contract") },
  { in: ["golden"], keys: "default", says: callName("defaults") },
  { in: ["golden tasks.*", "golden defaults"], keys: "name", says: callName("id") },
  { in: ["golden tasks.*", "golden defaults"], keys: "description", says: "write it as a comment: `# …`" },
  { in: ["golden tasks.*", "golden defaults"], keys: "vars", says: callName("variables") },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "prompt question query user message user_input",
    says: callName("input"),
  },
  { in: ["golden tasks.*", "golden defaults"], keys: "history", says: callName("messages") },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "mocks tool_results simulate fixtures responses",
    says: callName("tools"),
  },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "assert asserts assertions expected evaluators checks",
    says: callName("expect"),
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
  { in: ["golden tasks.*", "golden defaults"], keys: "cost max_cost_usd max_cost", says: callName("max_spend_usd") },
  {
    in: ["golden tasks.*", "golden defaults"],
    keys: "latency timeout max_duration_ms max_duration",
    says: "write `max_seconds`, in seconds",
  },
  { in: ["golden tasks.*", "golden defaults"], keys: "max_turns max_llm_calls", says: callName("max_steps") },
  { in: ["golden tasks.*.expect"], keys: "tool_calls tools calls tools_used tool-used", says: callName("called") },
  { in: ["golden tasks.*.expect"], keys: "forbidden_tools never_called", says: callName("not_called") },
  { in: ["golden tasks.*.expect"], keys: "sequence tool-sequence", says: callName("order") },
  { in: ["golden tasks.*.expect"], keys: "answer response reply", says: callName("output") },
  { in: ["golden tasks.*.expect"], keys: "transcript", says: callName("said") },
  { in: ["golden tasks.*.expect.*.*"], keys: "type value", says: "write the check as a key: `contains: text`" },
  { in: ["golden tasks.*.expect.*.*"], keys: "matches pattern", says: callName("regex") },
  { in: ["golden tasks.*.expect.*.*"], keys: "name function", says: callName("tool") },
  { in: ["golden tasks.*.expect.*.*"], keys: "arguments input params", says: callName("args") },
  { in: ["golden tasks.*.expect.*.*"], keys: "count", says: callName("times") },
  { in: ["golden tasks.*.tools.*.*"], keys: "result returns output response value then", says: callName("return") },
  { in: ["golden tasks.*.tools.*.*"], keys: "input arguments params when", says: callName("args") },
  { in: ["golden tasks.*.tools.*.*"], keys: "throws exception fails", says: callName("error") },

  // promptctl.yaml
  { in: ["config"], keys: "version", says: "write `promptctl: 1`" },
  { in: ["config"], keys: "agent provider providers agents", says: callName("runner") },
  { in: ["config"], keys: "environments targets", says: callName("labels") },
  { in: ["config"], keys: "rules", says: callName("severities") },
  { in: ["config"], keys: "prompts", says: callName("contracts") },
  { in: ["config"], keys: "tests tasks", says: callName("goldens") },
  { in: ["config runner"], keys: "cmd exec script program", says: callName("command") },
  { in: ["config runner"], keys: "args", says: "they follow the program: `command: [node, agent.mjs, --flag]`" },
  { in: ["config labels.*"], keys: "env", says: callName("environment") },
  { in: ["config labels.*"], keys: "tests gates checks evidence needs", says: callName("requires") },
  { in: ["config labels.*"], keys: "wait soak delay", says: callName("bake") },
  { in: ["config labels.*"], keys: "severity", says: callName("max_severity") },
  { in: ["config labels.*"], keys: "source", says: callName("from") },
];

/** What a key of another tool is called here; `null` where nothing is known of it. */
export function broughtAlong(kind: string, path: readonly (string | number)[], key: string): string | null {
  const at = [
    kind === "golden" && path[0] === "defaults" && path.length > 1 ? ["tasks", 0, ...path.slice(1)] : path,
  ].flat();
  const entry = brought.find(
    (one) => one.keys.split(" ").includes(key) && one.in.some((pattern) => matches(pattern, kind, at)),
  );
  return entry?.says ?? null;
}

function matches(pattern: string, kind: string, path: readonly (string | number)[]): boolean {
  const [where, steps = ""] = pattern.split(" ");
  const wanted = steps === "" ? [] : steps.split(".");
  return (
    where === kind &&
    wanted.length === path.length &&
    wanted.every((step, index) => step === "*" || step === path[index])
  );
}
