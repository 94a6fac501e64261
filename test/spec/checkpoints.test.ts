import { describe, expect, test } from "vitest";
import { type Approval, isApproved } from "../../src/client/session/memory.ts";
import { openDocument } from "../../src/core/bundle/open.ts";
import type { JsonObject } from "../../src/core/json.ts";
import { checkToolCall, spentStep } from "../../src/core/run/checkpoint.ts";
import { freshMeter, type Meter } from "../../src/core/run/meter.ts";
import { specFile } from "./vectors.ts";

interface Used {
  readonly steps?: number;
  readonly tool_calls?: number;
  readonly calls_per_tool?: Readonly<Record<string, number>>;
  readonly tokens?: number;
  readonly seconds?: number;
  readonly spend?: number;
  readonly succeeded?: readonly string[];
}

interface Case {
  readonly name: string;
  readonly contract: string;
  readonly meter?: Used;
}

const { contracts, calls, steps } = specFile<{
  readonly contracts: Readonly<Record<string, JsonObject>>;
  readonly calls: readonly (Case & {
    readonly tool: string;
    readonly arguments: JsonObject;
    readonly approved?: readonly Approval[];
    readonly expect: Expected;
  })[];
  readonly steps: readonly (Case & { readonly stop_reason: string | null })[];
}>("checkpoints.json");

type Expected = { readonly kind: string; readonly tool?: string; readonly [field: string]: unknown };

function meterOf({ tool_calls = 0, calls_per_tool = {}, succeeded = [], ...used }: Used = {}): Meter {
  const callsPerTool = new Map(Object.entries(calls_per_tool));
  return { ...freshMeter, ...used, toolCalls: tool_calls, callsPerTool, succeeded: new Set(succeeded) };
}

describe("before a tool call", () => {
  test.each(calls)(
    "$name",
    ({ contract, meter, tool, arguments: args, approved = [], expect: { tool: called, ...expected } }) => {
      const answer = checkToolCall(openDocument(contracts[contract] ?? {}), meterOf(meter), tool, args, {
        isApproved: (known, given) => isApproved(approved, known, given),
        newer: () => [],
      });
      expect(answer).toMatchObject(called === undefined ? expected : { ...expected, tool: { name: called } });
    },
  );
});

describe("after an answer of the model", () => {
  test.each(steps)("$name", ({ contract, meter, stop_reason }) => {
    const spent = spentStep(openDocument(contracts[contract] ?? {}), meterOf(meter));
    expect(spent === null ? null : "budget_exceeded").toBe(stop_reason);
  });
});
