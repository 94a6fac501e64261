import { promptId } from "../../core/bundle/digest.ts";
import type { Bundle } from "../../core/bundle/bundle.ts";
import { toolNamed, toolNameOf } from "../../core/contract/contract.ts";
import { renderContract, type Rendered, renderSystem } from "../../core/contract/render.ts";
import type { Price } from "../../core/config/config.ts";
import { copyJson, type JsonObject } from "../../core/json.ts";
import { upgradeOf } from "../../core/label/upgrade.ts";
import { exportContract } from "../../core/provider/export.ts";
import { checkToolCall, type Checkpoint, exceededUse, spentStep, spentUse } from "../../core/run/checkpoint.ts";
import { completeRecord } from "../../core/run/records/complete.ts";
import type { Recorded } from "../events.ts";
import { hashSession } from "../../core/run/session-hash.ts";
import { priceOf, spendOf } from "../../core/run/spend.ts";
import { readArguments } from "./arguments.ts";
import { type Approval, freshMemory, isApproved, type Memory, memoryFormat } from "./memory.ts";
import { startMetering, unkeptBudgets } from "./metering.ts";
import type { Pin } from "../pin.ts";
import { attributesOf, type MeasuredRun, recordedRun } from "./attributes.ts";
import { baggageOf } from "./baggage.ts";
import { readProvider, sayTools } from "./tools.ts";
import { readTokens } from "./usage.ts";
import { type Live, type Stop, withdrawal } from "./withdrawal.ts";
import type { Session } from "./session.ts";

/** The outside of a session. */
export interface Surroundings {
  /** A halt or a revocation reaches open sessions too. */
  live(): Live;
  now(): Date;
  /** Monotonic milliseconds. */
  elapsed(): number;
  readonly prices: Readonly<Record<string, Price>>;
  /** Of the hash of session ids. */
  readonly salt: string;
  /** Takes a record; never throws. */
  keep(recorded: Recorded): void;
}

/** @param isNew whether none of its runs was recorded yet */
export function openSession(
  bundle: Bundle,
  pin: Pin,
  outside: Surroundings,
  memory: Memory = freshMemory,
  isNew = true,
): Session {
  const { contract, digest } = bundle;
  const price = priceOf(outside.prices, contract.model);
  const session = (): string | null => hashSession(pin.session, outside.salt);
  // A tool that was renamed since it was called is the same tool.
  const called = memory.called.map((name) => toolNameOf(contract, name));
  const run = startMetering({ ...memory, called }, outside.elapsed);
  const approved: Approval[] = [...memory.approved];
  /** Why the run would end if it were recorded now. */
  let ending: string | null = null;
  let isFirst = isNew;
  let recorded: MeasuredRun | null = null;

  const rendered = (variables: JsonObject): Rendered => renderContract(contract, variables, pin.environment);
  const spent = (message: string | null): Stop =>
    message === null ? null : { stop_reason: "budget_exceeded", message };
  const say = (stop: Stop): Stop => {
    ending = stop?.stop_reason ?? null;
    return stop;
  };
  const judge = (decide: () => string | null): Stop => say(withdrawal(pin, outside.live()) ?? spent(decide()));
  const checkpoint = (decide: () => string | null): Stop => {
    run.ensureBegun();
    return judge(decide);
  };
  const remember = (): Memory => ({
    format: memoryFormat,
    turn: run.run().turn + 1,
    called: [...run.meter().succeeded],
    approved: [...approved],
  });

  function measured(): MeasuredRun | null {
    const { run_id, turn } = run.run();
    if (run_id === "" || recorded?.run_id === run_id) return recorded;
    const { meter, tally } = run.measures();
    const { answers, decisions, tokens, spend: spend_usd } = tally;
    const steps = answers === 0 ? null : meter.steps;
    return { run_id, turn, stop_reason: null, steps, tool_calls: meter.toolCalls, decisions, tokens, spend_usd };
  }

  function check(name: string, args: unknown): Checkpoint {
    const stop = judge(() => spentUse(contract, run.meter()));
    if (stop !== null) return { kind: "stop", ...stop };
    const { pointer, bundle: find } = outside.live();
    const checked = checkToolCall(contract, run.meter(), name, readArguments(args), {
      isApproved: (tool, given) => isApproved(approved, tool, given),
      newer: () => find(pointer.current)?.contract.tools ?? [],
    });
    if (checked.kind === "stop") say(checked);
    return checked;
  }

  return {
    pin,
    promptId: promptId(contract.name, digest),
    contract,
    model: contract.model,
    output: contract.output,
    environment: pin.environment,
    memory: remember,
    system: (variables = {}) => renderSystem(contract, variables, pin.environment),
    messages: (variables = {}) => rendered(variables).messages,
    tools: sayTools(rendered),
    request: (provider, variables = {}) =>
      structuredClone(exportContract(readProvider(provider), contract, rendered(variables))),
    upgrade: () => {
      if (run.isRunning()) return { kind: "in_run", why: "a run is under way: it ends with `record`" };
      const { pointer, bundle: find } = outside.live();
      const upgrade = upgradeOf(pointer, pin, contract.sessions.on_change);
      if (upgrade.kind === "stay") return { kind: "same" };
      const target = promptId(contract.name, upgrade.digest);
      if (upgrade.kind === "target_changed") return { kind: "target_changed", promptId: target, why: upgrade.why };
      const next = find(upgrade.digest);
      if (next === null) return { kind: "target_changed", promptId: target, why: "its bundle is not here yet" };
      const { serial, environment } = pointer;
      const moved: Pin = { ...pin, serial, environment, variant: upgrade.variant, bundle: upgrade.digest };
      return { kind: "upgraded", session: openSession(next, moved, outside, remember(), isFirst) };
    },
    beforeTurn: (start) => {
      run.begin(start);
      return checkpoint(() => null);
    },
    beforeModel: () => checkpoint(() => spentStep(contract, run.meter())),
    beforeTool: (name, args) => {
      run.ensureBegun();
      const checked = check(name, args);
      if (checked.kind === "stop") return checked;
      run.decide(checked.kind);
      if (checked.kind === "allow") run.allow(checked.tool.name);
      if (checked.kind === "confirm") ending = "needs_confirmation";
      if (checked.kind === "deny") run.call(toolNamed(contract, name)?.name ?? name, false);
      return checked;
    },
    needsConfirmation: (name, args) => {
      const before = ending;
      const { kind } = check(name, args);
      ending = before;
      return kind === "confirm";
    },
    approve: (name, args) => {
      const checked = check(name, args);
      if (checked.kind !== "confirm") return checked;
      // What carries it out may write into its arguments, and nobody agreed to that.
      approved.push({ tool: checked.tool.name, arguments: copyJson(checked.arguments) });
      return { kind: "allow", tool: checked.tool, arguments: checked.arguments };
    },
    afterTool: (name, succeeded) => {
      run.ensureBegun();
      const tool = toolNamed(contract, name);
      run.back(tool?.name ?? name);
      run.call(tool?.name ?? name, succeeded);
      if (!succeeded || tool === null || tool.stop_reason === null) return null;
      return say({ stop_reason: tool.stop_reason, message: `${tool.name} ended the run` });
    },
    afterModel: (usage, { calls, spend_usd } = {}) => {
      run.ensureBegun();
      const tokens = readTokens(usage);
      const spend = spend_usd ?? spendOf(tokens, price);
      run.answer(tokens, Number.isFinite(spend) ? spend : null);
      return checkpoint(() => {
        if (calls === undefined) return spentStep(contract, run.meter());
        return calls === 0 ? exceededUse(contract, run.meter()) : spentUse(contract, run.meter());
      });
    },
    usage: () => {
      const { meter, tally } = run.measures();
      const { steps, toolCalls: tool_calls, seconds } = meter;
      const { tokens, spend: spend_usd } = tally;
      return { steps, tool_calls, tokens, seconds, spend_usd, unkept: unkeptBudgets(contract, tally) };
    },
    record: (outcome = {}) => {
      run.end();
      const identity = { ...pin, ...run.run(), session: session(), contract, bundle: digest };
      const stop_reason = outcome.stop_reason ?? ending ?? ((outcome.error ?? null) === null ? "finish" : "error");
      const record = completeRecord(identity, run.measures(), { ...outcome, stop_reason }, outside.now());
      ending = null;
      recorded = recordedRun(record);
      outside.keep({ record, isFirst });
      isFirst = false;
      return record;
    },
    attributes: () => attributesOf(bundle, pin, session(), measured()),
    baggage: (incoming = "") => baggageOf(bundle, pin, incoming),
  };
}
