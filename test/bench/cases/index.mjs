import { agentsCases } from "./agents.mjs";
import { canaryCase } from "./canary.mjs";
import { checkCases } from "./check.mjs";
import { clientCases } from "./client.mjs";
import { diffCases } from "./diff.mjs";
import { exitCodesCase } from "./exit-codes.mjs";
import { memoryCase } from "./memory.mjs";
import { movesCases } from "./moves.mjs";
import { promoteCases } from "./promote.mjs";
import { recordsCase } from "./records.mjs";
import { startCase } from "./start.mjs";
import { testCases } from "./test.mjs";

/**
 * @returns each { name, prepare(folder, { short }) }, which makes { title, baseline, rounds, runs, … } in that folder, or
 *   says why not: { skipped }. What is simulated has rates and times of its own: { title, simulated, say }.
 */
export const cases = [
  startCase,
  ...checkCases,
  ...diffCases,
  ...testCases,
  exitCodesCase,
  ...agentsCases,
  memoryCase,
  ...movesCases,
  ...promoteCases,
  recordsCase,
  ...clientCases,
  canaryCase,
];
