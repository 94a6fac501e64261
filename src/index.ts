/** The public door `promptctl`: what a program needs to build, compare and test contracts by itself. */
export { serveTask } from "./agents/serve-task.ts";
export { canonicalBytes } from "./core/bundle/canonical.ts";
export { type Digest, digestOf, promptId } from "./core/bundle/digest.ts";
export { openBundle } from "./core/bundle/open.ts";
export type { Bundle } from "./core/bundle/bundle.ts";
export { sealBundle } from "./core/bundle/seal.ts";
export type { Contract, Tool } from "./core/contract/contract.ts";
export { renderContract } from "./core/contract/render.ts";
export { type ContractDiff, diffContracts } from "./core/diff/judge.ts";
export { Failure } from "./core/failure.ts";
export { playScene, type Scene } from "./core/golden/play.ts";
export type { Moment, Thought } from "./core/golden/thought.ts";
export { decodePointer, type Pointer } from "./core/label/pointer.ts";
export { routeSession } from "./core/label/route.ts";
export type { AgentAnswer, Call, Tokens } from "./core/run/record.ts";
