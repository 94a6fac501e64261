import { describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { formatNames } from "../src/cli/output.ts";
import { formats } from "../src/report/formats/index.ts";
import { closureOf, importsOf, sourceFiles } from "./helpers/imports.ts";

const files = await sourceFiles();
const imports = [...files].flatMap(([path, text]) => importsOf(path, text));

describe("the floors", () => {
  const floors: Readonly<Record<string, number>> = {
    core: 0,
    report: 1,
    world: 2,
    agents: 2,
    places: 2,
    commands: 3,
    client: 3,
    cli: 4,
    "index.ts": 4,
  };
  /** Rooms of one floor that stand on another room of it. */
  const beside = new Set(["agents world", "places world", "commands client"]);
  const roomOf = (path: string): string => path.split("/")[0] ?? "";

  test("every file is in a room", () => {
    expect([...files.keys()].filter((path) => floors[roomOf(path)] === undefined)).toEqual([]);
  });

  test("imports go down, and not across", () => {
    const wrong = imports.filter(({ from, to, kind }) => {
      const [here, there] = [roomOf(from), roomOf(to)];
      if (kind !== "file" || here === there || beside.has(`${here} ${there}`)) return false;
      return (floors[there] ?? 9) >= (floors[here] ?? 0);
    });
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });

  test("inside core each room uses earlier ones only", () => {
    const order = [
      "statistics",
      "schema",
      "containment",
      "shape",
      "provider",
      "contract",
      "bundle",
      "run",
      "label",
      "analysis",
      "audit",
      "golden",
      "diff",
      "import",
      "lint",
    ];
    const roomInCore = (path: string): number => order.indexOf(path.split("/")[1] ?? "");
    const wrong = imports.filter(
      ({ from, to, kind, typeOnly }) =>
        kind === "file" &&
        !typeOnly &&
        from.startsWith("core/") &&
        roomInCore(from) >= 0 &&
        roomInCore(to) > roomInCore(from),
    );
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
  });
});

describe("the doors", () => {
  const doors: Readonly<Record<string, readonly string[]>> = {
    "@ai-sdk/provider": ["agents/model/load.ts"],
    "@cfworker/json-schema": ["core/schema/validate.ts"],
    "@opentelemetry/api": ["client/adapters/opentelemetry.ts"],
    "@handlebars/parser": ["core/import/template/handlebars.ts"],
    "@secretlint/core": ["core/credentials.ts"],
    "@secretlint/secretlint-rule-preset-recommend": ["core/credentials.ts"],
    ai: ["agents/model/load.ts"],
    ajv: ["core/schema/by-ajv.ts"],
    chalk: ["cli/paint.ts"],
    commander: ["cli/program.ts"],
    "cross-spawn": ["world/process.ts"],
    diff: ["core/diff/lines.ts", "core/diff/words.ts"],
    "gpt-tokenizer": ["world/tokenizer.ts"],
    "js-yaml": ["core/yaml/sound-places.ts", "core/yaml/sound.ts"],
    "json-p3": ["core/json-path.ts"],
    leven: ["core/nearest.ts", "core/similarity.ts"],
    picomatch: ["core/glob.ts"],
    scslre: ["core/schema/pattern.ts"],
    "simple-git": ["world/git/porcelain.ts"],
    "simple-statistics": ["core/statistics/primitives.ts"],
    "write-file-atomic": ["world/files.ts"],
    yaml: [
      "core/yaml/append.ts",
      "core/yaml/compose.ts",
      "core/yaml/foreign.ts",
      "core/yaml/locate.ts",
      "core/yaml/scalars.ts",
      "core/yaml/tokens.ts",
      "core/yaml/value.ts",
      "core/yaml/write.ts",
    ],
    // What people and programs write is shaped in schemas, and nowhere else.
    zod: [
      "agents/answer-schema.ts",
      "core/config/analysis-schema.ts",
      "core/config/runner-schema.ts",
      "core/config/schema.ts",
      "core/contract/model-schema.ts",
      "core/contract/schema.ts",
      "core/contract/tool-schema.ts",
      "core/golden/check-schema.ts",
      "core/golden/limit-schema.ts",
      "core/golden/read.ts",
      "core/golden/recording/by-schema.ts",
      "core/golden/recording/read.ts",
      "core/golden/schema.ts",
      "core/issues.ts",
      "core/lint/waivers-schema.ts",
      "core/prune.ts",
      "core/run/records/schema.ts",
      "core/shape/faults.ts",
      "core/shape/fit.ts",
      "core/shape/json-schema.ts",
      "core/shape/pieces.ts",
      "core/shape/plan.ts",
      "core/shape/shape.ts",
      "report/schema/analyze-schema.ts",
      "report/schema/diff-schema.ts",
      "report/schema/gate-schema.ts",
      "report/schema/index.ts",
      "report/schema/report-schema.ts",
      "report/schema/test-schema.ts",
    ],
  };

  test("each package has its door, and no other", () => {
    const used: Record<string, string[]> = {};
    for (const { from, to, kind } of imports) {
      if (kind === "package" && used[to]?.includes(from) !== true) used[to] = [...(used[to] ?? []), from].toSorted();
    }
    expect(used).toEqual(doors);
  });

  test("core and report know no file, process, network, clock, dice or console", () => {
    const pure = [...files].filter(([path]) => path.startsWith("core/") || path.startsWith("report/"));
    const builtins = imports
      .filter(({ from, kind }) => kind === "builtin" && pure.some(([path]) => path === from))
      .map(({ to }) => to);
    expect(new Set(builtins)).toEqual(new Set(["node:crypto", "node:path"]));
    const impure =
      /\bnew Date\(\)|\bDate\.now\(|\bMath\.random\(|\bprocess\.|\bconsole\.|\bfetch\(|\bsetTimeout\(|\bperformance\./;
    expect(
      pure.filter(([, text]) => impure.test(text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""))).map(([path]) => path),
    ).toEqual([]);
  });

  test("commands write to no stream", () => {
    const loud = [...files].filter(
      ([path, text]) => path.startsWith("commands/") && /\bconsole\.|\bstdout\b|\bstderr\.write/.test(text),
    );
    expect(loud.map(([path]) => path)).toEqual([]);
  });
});

describe("what is loaded", () => {
  test("the client holds node's own modules and one interpreter of JSON Schema", async () => {
    const packages = (await closureOf("client/index.ts", { lazy: true })).filter(({ kind }) => kind === "package");
    expect([...new Set(packages.map(({ to }) => to))]).toEqual(["@cfworker/json-schema"]);
  });

  test.each([
    ["ai-sdk", []],
    ["anthropic", []],
    ["openai", []],
    ["opentelemetry", ["@opentelemetry/api"]],
  ])("its adapter for %s holds nothing else: the host brings its own client", async (adapter, beside) => {
    const closure = await closureOf(`client/adapters/${adapter}.ts`, { lazy: true });
    const packages = new Set(closure.filter(({ kind }) => kind === "package").map(({ to }) => to));
    expect([...packages].toSorted()).toEqual(beside);
  });

  test("every adapter has a public door", () => {
    const adapters = [...files.keys()].flatMap((path) => /^client\/adapters\/([\w-]+)\.ts$/.exec(path)?.[1] ?? []);
    const doors = Object.keys(manifest.exports).flatMap((door) => /^\.\/client\/(.+)$/.exec(door)?.[1] ?? []);
    expect(doors.toSorted()).toEqual(adapters.toSorted());
  });

  test("what moves labels loads neither rules nor a library that starts programs", async () => {
    for (const verb of ["promote", "rollback", "halt", "revoke", "status"]) {
      const closure = await closureOf(`commands/${verb}.ts`, { lazy: false });
      const packages = new Set(closure.filter(({ kind }) => kind === "package").map(({ to }) => to));
      const heavy = ["ajv", "simple-git", "diff", "@cfworker/json-schema"].filter((name) => packages.has(name));
      const rules = closure.filter(
        ({ to, kind }) => kind === "file" && /^core\/(?:diff|contract|lint)\/.*rules\/index/.test(to),
      );
      expect([verb, ...heavy, ...rules.map(({ from }) => from)]).toEqual([verb]);
    }
  });

  test("help needs the argument parser and nothing else", async () => {
    const packages = (await closureOf("cli/run.ts", { lazy: false })).filter(({ kind }) => kind === "package");
    expect([...new Set(packages.map(({ to }) => to))]).toEqual(["commander"]);
  });
});

describe("the tables", () => {
  const filesIn = (folder: string, except: readonly string[] = []): readonly string[] =>
    [...files.keys()]
      .filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes("/"))
      .map((path) => path.slice(folder.length, -".ts".length))
      .filter((name) => !["index", ...except].includes(name));
  const listed = (table: string): readonly string[] => [
    ...new Set(
      imports
        .filter(({ from, to, kind }) => from === table && kind === "file" && to.startsWith(table.replace(/[^/]*$/, "")))
        .map(({ to }) => to.replace(/^.*\//, "").replace(/\.ts$/, "")),
    ),
  ];

  test.each([
    ["commands/index.ts", "commands/", ["command"]],
    ["core/diff/rules/index.ts", "core/diff/rules/", []],
    ["core/provider/providers/index.ts", "core/provider/providers/", []],
    ["core/contract/rules/index.ts", "core/contract/rules/", []],
    ["core/attack/attacks/index.ts", "core/attack/attacks/", []],
    ["core/golden/rules/index.ts", "core/golden/rules/", ["unknown-contract"]],
    ["core/lint/file-rules/index.ts", "core/lint/file-rules/", []],
    ["core/lint/project-rules/index.ts", "core/lint/project-rules/", []],
    ["core/config/rules/index.ts", "core/config/rules/", []],
    ["core/golden/assertions/index.ts", "core/golden/assertions/", []],
    ["core/run/stop-reasons/index.ts", "core/run/stop-reasons/", []],
    ["core/import/formats/index.ts", "core/import/formats/", []],
    [
      "agents/index.ts",
      "agents/",
      ["agent", "models", "answer-schema", "overdue", "patience", "protocol", "serve-task"],
    ],
    ["places/index.ts", "places/", ["holder", "lock", "place"]],
    ["client/sources/index.ts", "client/sources/", []],
    ["report/formats/index.ts", "report/formats/", []],
  ])("%s lists every file of its folder", (table, folder, except) => {
    const things = listed(table).filter((name) => !except.includes(name));
    expect(things.toSorted()).toEqual([...filesIn(folder, except)].toSorted());
  });

  test("the formats that the command line knows are the formats there are", () => {
    expect(formatNames).toEqual(Object.keys(formats));
  });
});
