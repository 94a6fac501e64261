import {
  answerOfPropagation,
  propagationBlocks,
  propagationData,
  propagationVerdict,
} from "../../../report/propagation.ts";
import { paragraph, type Report } from "../../../report/report.ts";
import { sayWritten } from "../../../report/plan.ts";
import type { World } from "../../../world/world.ts";
import { openProject, repositoryIn, requireRightFolder } from "../../gather/project.ts";
import { clientsOf, type PropagationFlags, pointerToMeasure, timeoutOf } from "../../gather/propagation/request.ts";
import { placeAt } from "../../gather/propagation/source.ts";
import { readReleases } from "../../gather/releases.ts";
import { measurePropagation } from "./measure.ts";

/** Measures how long a decision takes until clients have it. */
export async function verifyPropagation(
  input: PropagationFlags & { readonly propagation: string },
  world: World,
): Promise<Report> {
  const clients = clientsOf(input);
  const timeout = timeoutOf(input);
  const source = placeAt(input.propagation, world.cwd);
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
