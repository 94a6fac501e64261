import { describe, expect, test } from "vitest";
import { defaultConfig, readConfig } from "../../src/core/config/read.ts";

test.each([
  ["no file", null],
  ["an empty file", ""],
  ["an empty mapping", "{}\n"],
  [
    "what holds anyway, written out",
    "promptctl: 1\ncontracts: prompts/*/contract.yaml\nrelease: { remote: origin, poll: { interval: 15s } }\n",
  ],
])("%s is the default", (_name, text) =>
  expect(readConfig("promptctl.yaml", text)).toEqual({ config: defaultConfig(), rest: defaultConfig(), findings: [] }),
);

test("what is written is read", () => {
  const text = `runner: { command: [node, agent.mjs] }
release: { branch: releases/eu, remote: upstream, default_branch: trunk, publish: [{ dir: /srv/live }], poll: { interval: 1m, jitter: 0 } }
labels:
  test: {}
  canary: { ramp: { of: prod, weight: 33.33 }, requires: [golden] }
  prod: { from: canary, requires: [golden, security], bake: 30m, max_severity: safe, environment: { name: production, region: eu } }
`;
  expect(readConfig("promptctl.yaml", text).config).toMatchObject({
    runner: { kind: "command", command: ["node", "agent.mjs"] },
    release: {
      branch: "releases/eu",
      remote: "upstream",
      defaultBranch: "trunk",
      publish: [{ dir: "/srv/live" }],
      poll: { interval: 60, deadline: 5, jitter: 0 },
    },
    labels: [
      { label: "test", environment: null, ramp: null, requires: [], from: null, bake: null, maxSeverity: null },
      { label: "canary", ramp: { of: "prod", weight: 3_333 }, requires: ["golden"] },
      {
        label: "prod",
        from: "canary",
        requires: ["golden", "security"],
        bake: 1_800,
        maxSeverity: "safe",
        environment: { name: "production", region: "eu" },
      },
    ],
  });
});

test.each([
  ["[golden, security]", ["golden", "security"], []],
  ["[golden, { security: live }]", ["golden", "security"], ["security"]],
  ["[{ golden: live, security: live }]", ["golden", "security"], ["golden", "security"]],
  ["[security, golden: live, golden]", ["security", "golden"], ["golden"]],
])("requires: %s", (text, requires, live) => {
  const { config } = readConfig("promptctl.yaml", `labels:\n  prod: { requires: ${text} }\n`);
  expect(config?.labels).toMatchObject([{ requires, live }]);
});

describe("what is refused, where it stands", () => {
  test.each<[string, string, number]>([
    ["an unknown key", "contracts: x\ncontract: y\n", 2],
    ["another format", "promptctl: 2\n", 1],
    ["a runner without a program", "runner:\n  command: []\n", 2],
    ["a branch that git would read as something else", "release:\n  branch: ../main\n", 2],
    ["a branch in capitals", "release:\n  branch: HEAD\n", 2],
    ["a remote that is an option", "release:\n  remote: --upload-pack=x\n", 2],
    ["a duration without a unit", "release:\n  poll: { interval: 15 }\n", 2],
    ["more jitter than there is", "release:\n  poll: { jitter: 1.5 }\n", 2],
    ["a label that is no name", "labels:\n  latest: {}\n", 2],
    ["a label in capitals", "labels:\n  Prod: {}\n", 2],
    ["an unknown kind of evidence", "labels:\n  prod: { requires: [gold] }\n", 2],
    ["recordings, which need no word", "labels:\n  prod: { requires: [{ golden: replay }] }\n", 2],
    ["live without a kind", "labels:\n  prod: { requires: [live] }\n", 2],
    ["a weight with three decimals", "labels:\n  prod: {}\n  canary: { ramp: { of: prod, weight: 0.005 } }\n", 3],
    ["a weight above everybody", "labels:\n  prod: {}\n  canary: { ramp: { of: prod, weight: 101 } }\n", 3],
    ["a ramp on a label that is not there", "labels:\n  canary: { ramp: { of: prod, weight: 5 } }\n", 2],
    ["a ramp on itself", "labels:\n  canary: { ramp: { of: canary, weight: 5 } }\n", 2],
    ["a source that is not there", "labels:\n  prod: { from: canary }\n", 2],
    ["broken YAML", "a: 1\na: 2\n", 2],
  ])("%s", (_name, text, line) => {
    const { config, findings } = readConfig("promptctl.yaml", text);
    expect(config).toBeNull();
    expect(findings.map(({ place }) => place?.line)).toEqual([line]);
  });
});

test("beside a fault, what can be used is used", () => {
  const { config, rest } = readConfig(
    "promptctl.yaml",
    "contracts: agents/*/contract.yaml\ngoldns: x\nrelease: { branch: 5, remote: upstream }\n",
  );
  expect(config).toBeNull();
  expect(rest).toMatchObject({
    contracts: "agents/*/contract.yaml",
    release: { branch: defaultConfig().release.branch, remote: "upstream" },
  });
});
