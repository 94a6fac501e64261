import { promptId } from "../core/bundle/digest.ts";
import { Failure } from "../core/failure.ts";
import type { Pointer } from "../core/label/pointer.ts";
import { routeSession } from "../core/label/route.ts";
import { count } from "../core/text.ts";
import { asJson } from "../report/formats/json.ts";
import { paragraph, type Report, table } from "../report/report.ts";
import type { World } from "../world/world.ts";
import { openProject, repositoryIn } from "./gather/project.ts";
import { pointersOf, readReleases } from "./gather/releases.ts";
import { readSessionIds } from "./gather/session-ids.ts";

interface ResolveInput {
  readonly contract: string;
  readonly label: string | null;
  readonly session: string | null;
  /** A file of ids, or `-`. */
  readonly sessions: string | null;
}

/** Offline by nature: the same pointer gives the same answer everywhere. */
export async function resolve(input: ResolveInput, world: World): Promise<Report> {
  const { contract, label, session, sessions } = input;
  if (session !== null && sessions !== null)
    throw new Failure("USAGE", { message: "--session is one, --sessions are many", hint: "leave one of them out" });
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

  return sessions === null
    ? ofOne(pointer, session)
    : ofMany(pointer, [...new Set(await readSessionIds(sessions, world))]);
}

function ofOne(pointer: Pointer, session: string | null): Report {
  const { contract, label } = pointer;
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
          : `${route.why}; ${label} of ${contract} is at serial ${pointer.serial}, issued ${pointer.issuedAt}`,
      ),
    ],
    data: {
      contract,
      label,
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

/** How many get what, and in the document each of them: what another client answers can be laid beside it. */
function ofMany(pointer: Pointer, ids: readonly string[]): Report {
  const { contract, label, serial, issuedAt, current, ramp } = pointer;
  const routes = ids.map((session) => ({ session, route: routeSession(pointer, session) }));
  const served = routes.filter(({ route }) => route.kind === "bundle");
  const bundles = { current, ramp: ramp?.bundle ?? null };
  const rows = (["current", "ramp"] as const).flatMap((variant) => {
    const digest = bundles[variant];
    const number = served.filter(({ route }) => route.kind === "bundle" && route.variant === variant).length;
    return digest === null ? [] : [[promptId(contract, digest), variant, String(number)]];
  });
  const none = ids.length - served.length;
  return {
    command: "resolve",
    answer: none > 0 ? "no" : "yes",
    verdict:
      none > 0
        ? `no bundle for ${none} of ${count(ids.length, "session")}: ${routes.find(({ route }) => route.kind === "halted")?.route.why ?? ""}`
        : `${count(ids.length, "session")}: ${rows.map(([id, variant, number]) => `${number} get ${id} (${variant})`).join(", ")}`,
    blocks: [
      table(["bundle", "variant", "sessions"], rows),
      paragraph(`${label} of ${contract} is at serial ${serial}, issued ${issuedAt}`),
    ],
    data: {
      contract,
      label,
      serial,
      bundles,
      sessions: routes.map(({ session, route }) =>
        route.kind === "bundle"
          ? { session, variant: route.variant, bucket: route.bucket }
          : { session, variant: null, bucket: null },
      ),
    },
  };
}

function unknown(contract: string, label: string, contracts: readonly string[], labels: readonly string[]): Failure {
  if (!labels.includes(label)) return new Failure("UNKNOWN_LABEL", { label, known: labels });
  if (!contracts.includes(contract))
    return new Failure("UNKNOWN_CONTRACT", { name: contract, known: contracts, where: "the releases" });
  return new Failure("NOT_ON_LABEL", { label, contracts: [contract] });
}
