import { Failure } from "../core/failure.ts";
import { answerOfPropagation, propagationBlocks, propagationData, propagationVerdict } from "../report/propagation.ts";
import { paragraph, type Report } from "../report/report.ts";
import { sayWritten } from "../report/plan.ts";
import type { World } from "../world/world.ts";
import { measurePropagation } from "./act/propagation/measure.ts";
import { openProject, repositoryIn, requireRightFolder } from "./gather/project.ts";
import { clientsOf, pointerToMeasure, timeoutOf } from "./gather/propagation/request.ts";
import { placeAt } from "./gather/propagation/source.ts";
import { readReleases } from "./gather/releases.ts";

interface VerifyInput {
  readonly propagation: string | null;
  readonly clients: string | null;
  readonly contract: string | null;
  readonly label: string | null;
  readonly timeout: string | null;
}

export async function verify(input: VerifyInput, world: World): Promise<Report> {
  const { propagation } = input;
  if (propagation !== null) return verifyPropagation({ ...input, propagation }, world);
  const message = "say what is measured: --propagation <url|folder>";
  throw new Failure("USAGE", { message, hint: "see `promptctl help verify`" });
}

/** Measures how long a decision takes until clients have it. */
async function verifyPropagation(input: VerifyInput & { readonly propagation: string }, world: World): Promise<Report> {
  const clients = clientsOf(input);
  const timeout = timeoutOf(input);
  const source = placeAt(input.propagation, world.cwd, world.signal);
  const project = await openProject(world);
  await requireRightFolder(project);
  const releases = await readReleases(world, repositoryIn(project), project.config);
  const pointer = pointerToMeasure(releases, input);

  const request = { pointer, clients, timeout, branch: releases.branch, source };
  const measured = await measurePropagation(world, project, request);
  const { commit } = measured;
  return {
    command: "verify",
    answer: answerOfPropagation(measured),
    verdict: propagationVerdict(measured),
    blocks: [
      ...propagationBlocks(measured),
      ...(commit === null ? [] : [paragraph(sayWritten({ ...measured.releases, commit }))]),
    ],
    data: { ...propagationData(measured), commit },
  };
}
