// The agent that runs the golden tasks here: a stand-in, not a language model. It follows the worked
// examples of the system text it is given, to the letter: it finds the example whose question is most like
// the customer's, makes its calls with the customer's values in place of the example's, and gives its
// answer. That makes it deterministic and free, and it shows what a contract that contradicts itself does:
// where an example calls a tool that is not offered, it shrugs the error off and claims success, as models do.
//
// Replace it by your own agent: any program that reads one JSON document from stdin and writes one to
// stdout will do. promptctl tells it where promptctl is, so that nothing has to be installed.
const { serveTask } = await import(process.env.PROMPTCTL_MODULE ?? "promptctl");

/** Words that say nothing about what somebody wants. */
const ignored = new Set("a an and can for i is it me my of please the to was you".split(" "));

await serveTask(({ system, messages, tools }) => {
  const start = messages.findLastIndex(({ role }) => role === "user");
  const asked = messages[start].content;
  const example = nearest(examplesIn(system), asked);
  const results = messages.slice(start + 1).filter(({ role }) => role === "tool");
  const next = example === null ? otherwise(system) : follow(example, asked, messages.slice(0, start), results);
  return {
    text: next.text ?? "",
    calls: next.call ? [next.call] : [],
    tokens: estimate(system, messages, tools, next),
  };
});

/** An example of the system text: a question, the calls that answer it, the answer. */
function examplesIn(system) {
  return system
    .split(/^#+ Example.*$/m)
    .slice(1)
    .map((section) => {
      const lines = section
        .split(/^#+ /m)[0]
        .split("\n")
        .map((line) => line.trim());
      const said = (label) => lines.find((line) => line.startsWith(`${label}: `))?.slice(label.length + 2);
      return {
        question: said("Customer") ?? "",
        answer: said("Answer") ?? "",
        onFailure: said("If it fails"),
        steps: lines.flatMap((line) => callIn(line.replace(/^(?:-|\d+\.) +/, "")) ?? []),
      };
    });
}

/** `get_order({"order_id": "1001"}) gives {"status": "shipped"}` */
function callIn(text) {
  const [, name, args, result] = /^`?(\w+)\((\{.*?\})\)`?(?: gives `?(.+?)`?)?$/.exec(text ?? "") ?? [];
  return name === undefined
    ? null
    : { name, args: JSON.parse(args), result: result === undefined ? undefined : JSON.parse(result) };
}

function nearest(examples, asked) {
  const words = wordsOf(asked);
  const scored = examples.map((example) => {
    const known = wordsOf(example.question);
    const shared = [...known].filter((word) => words.has(word)).length;
    return { example, score: shared / Math.sqrt(Math.max(1, known.size * words.size)) };
  });
  const best = scored.toSorted((left, right) => right.score - left.score)[0];
  return best !== undefined && best.score >= 0.3 ? best.example : null;
}

function wordsOf(text) {
  const words =
    text
      .toLowerCase()
      .replaceAll(/\S+@\S+/g, "")
      .match(/[a-z']+/g) ?? [];
  return new Set(words.filter((word) => !ignored.has(word)));
}

/** The next step of an example, with the values of this conversation in place of the example's. */
function follow({ question, steps, answer, onFailure }, asked, history, results) {
  const values = new Map(alike(question, asked, history));
  for (const [index, { content }] of results.entries()) {
    const result = parse(content);
    const refused = result === undefined && !content.startsWith("There is no tool");
    if (refused && onFailure !== undefined) return failed(onFailure, values, results[index + 1]);
    if (result !== undefined) pairUp(steps[index]?.result, result, values);
  }
  const step = steps[results.length];
  if (step === undefined) return say(answer, values);
  return { call: made(step, values) };
}

/** What to say or do instead; when that has been done too, there is nothing left to claim. */
function failed(onFailure, values, afterwards) {
  const step = callIn(onFailure);
  if (step === null) return say(onFailure, values);
  return afterwards === undefined ? { call: made(step, values) } : { text: "I could not do that." };
}

function made({ name, args }, values) {
  return { name, arguments: put(args, values) };
}

/** Numbers, order names and addresses of the example's question, and what stands for them here. */
function alike(question, asked, history) {
  const earlier = history
    .filter(({ role }) => role === "user")
    .map(({ content }) => content)
    .toReversed();
  return ["[\\w.+-]+@[\\w-]+(?:\\.\\w+)+", "\\$\\d+(?:\\.\\d+)?", "\\b\\d{3,}\\b"].flatMap((shape) => {
    const pattern = new RegExp(shape, "g");
    const here = [asked, ...earlier].map((text) => text.match(pattern) ?? []).find((found) => found.length > 0) ?? [];
    return (question.match(pattern) ?? []).flatMap((value, index) =>
      here[index] === undefined ? [] : [[value, here[index]]],
    );
  });
}

/** Values of the example's result, and what came instead, field by field. */
function pairUp(example, actual, values) {
  if (example === null || typeof example !== "object") {
    if (![undefined, null, ""].includes(example) && actual !== null && typeof actual !== "object")
      values.set(String(example), String(actual));
    return;
  }
  for (const [key, value] of Object.entries(example))
    if (actual !== null && typeof actual === "object" && key in actual) pairUp(value, actual[key], values);
}

/** The values of this conversation in place of the example's: in a text, and in everything inside JSON. */
function put(value, values) {
  if (Array.isArray(value)) return value.map((item) => put(item, values));
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, put(item, values)]));
  if (typeof value === "number") return parse(values.get(String(value))) ?? value;
  if (typeof value !== "string" || values.size === 0) return value;
  const known = [...values.keys()].toSorted((left, right) => right.length - left.length);
  const pattern = known.map((one) => `(?<![\\w.])${one.replace(/[^\w]/g, "\\$&")}(?!\\w)`).join("|");
  return value.replace(new RegExp(pattern, "g"), (one) => values.get(one) ?? one);
}

function say(text, values) {
  const document = parse(text);
  return { text: document === undefined ? put(text, values) : JSON.stringify(put(document, values)) };
}

function otherwise(system) {
  return { text: /^Otherwise: (.*)$/m.exec(system)?.[1] ?? "I cannot help with that." };
}

/** Four characters a token is a rule of thumb; it grows with prompt and history as a bill does. */
function estimate(system, messages, tools, next) {
  const of = (value) => Math.ceil(JSON.stringify(value).length / 4);
  return { input: of([system, messages, tools]), output: of(next), cached: null, cache_write: null, reasoning: null };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
