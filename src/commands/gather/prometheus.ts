import { observePrometheus, type PrometheusView } from "../../core/analysis/prometheus/observe.ts";
import { queriesOf } from "../../core/analysis/prometheus/queries.ts";
import type { PrometheusRequest } from "../../core/analysis/prometheus/request.ts";
import { Failure } from "../../core/failure.ts";
import { askPrometheus } from "../../world/prometheus.ts";
import type { World } from "../../world/world.ts";

/**
 * What a Prometheus server says of both sides. Who asks is said by the environment: PROMETHEUS_TOKEN, or
 * PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD, and PROMETHEUS_ORG_ID where one server has many tenants.
 *
 * @param address what stands before `/api/v1/query`
 * @throws Failure USAGE, PROMETHEUS_FAILED, INTERRUPTED
 */
export async function readPrometheus(
  { env, offline, signal }: World,
  address: string,
  request: PrometheusRequest,
): Promise<PrometheusView> {
  if (offline) throw wrong("--prometheus asks a server, and --offline says not to", "leave one of them out");
  const server = { url: readAddress(address), headers: headersOf(env), signal };
  return observePrometheus(request, await askPrometheus(server, queriesOf(request)));
}

function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw wrong("--prometheus is the address of a server", "such as http://prometheus:9090");
  if (url.username !== "" || url.password !== "")
    throw wrong(
      "--prometheus holds a password, and command lines can be read by others",
      "set PROMETHEUS_USERNAME and PROMETHEUS_PASSWORD in the environment",
    );
  return url;
}

/** @throws Failure USAGE: what a header cannot hold would be refused at each request */
function headersOf(env: World["env"]): Readonly<Record<string, string>> {
  const given = (name: string): string => {
    const value = env[name]?.trim() ?? "";
    if (!/^[\t\u0020-\u007e\u0080-\u00ff]*$/.test(value))
      throw wrong(`${name} holds a character that no header can hold`, "look for a line end in the middle of it");
    return value;
  };
  const [token, user, password] = [
    given("PROMETHEUS_TOKEN"),
    given("PROMETHEUS_USERNAME"),
    given("PROMETHEUS_PASSWORD"),
  ];
  const basic = user === "" ? null : `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
  const authorization = token === "" ? basic : `Bearer ${token}`;
  const tenant = given("PROMETHEUS_ORG_ID");
  return {
    ...(authorization === null ? {} : { authorization }),
    ...(tenant === "" ? {} : { "x-scope-orgid": tenant }),
  };
}

function wrong(message: string, hint: string): Failure {
  return new Failure("USAGE", { message, hint });
}
