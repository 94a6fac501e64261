import { promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import { routeSession } from "../core/label/route.ts";
import { asJson } from "../report/formats/json.ts";
import { paragraph, type Report } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { openProject, repositoryIn } from "./gather/project.ts";
import { pointersOf, readReleases } from "./gather/releases.ts";

interface ResolveInput {
  readonly contract: string;
  readonly label: string | null;
  readonly session: string | null;
}

/** Offline by nature: the same pointer gives the same answer everywhere. */
export async function resolve({ contract, label, session }: ResolveInput, world: World): Promise<Report> {
  const project = await openProject(world);
  const releases = await readReleases({ ...world, offline: true }, repositoryIn(project), project.config);
  const name = label ?? "prod";
  const pointer = pointersOf(releases, contract).get(name);
  if (pointer === undefined)
    throw unknown(
      contract,
      name,
      [...releases.pointers.keys()],
      project.config.labels.map((policy) => policy.label),
    );

  const route = routeSession(pointer, session ?? "");

  const halted = route.kind === "halted";
  return {
    command: "resolve",
    answer: halted ? "no" : "yes",
    verdict: halted ? `no bundle: ${route.why}` : `${promptId(contract, route.digest)} (${route.variant})`,
    blocks: [
      paragraph(
        halted
          ? route.why
          : `${route.why}; ${name} of ${contract} is at serial ${pointer.serial}, issued ${pointer.issuedAt}`,
      ),
    ],
    data: {
      contract,
      label: name,
      session,
      serial: pointer.serial,
      variant: halted ? null : route.variant,
      bundle: halted ? null : route.digest,
      promptId: halted ? null : promptId(contract, route.digest),
      bucket: halted ? null : route.bucket,
      why: route.why,
      environment: asJson(pointer.environment),
    },
  };
}

function unknown(contract: string, label: string, contracts: readonly string[], labels: readonly string[]): Failure {
  if (!labels.includes(label)) return new Failure("UNKNOWN_LABEL", { label, known: labels });
  if (!contracts.includes(contract))
    return new Failure("UNKNOWN_CONTRACT", { name: contract, known: contracts, where: "the releases" });
  return new Failure("NOT_ON_LABEL", { label, contracts: [contract] });
}
