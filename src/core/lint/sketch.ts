import type { Draft } from "../contract/read.ts";
import type { ReadGoldens } from "../golden/read.ts";
import { recordingPath } from "../golden/recording/place.ts";
import { expectedTexts } from "../golden/expectations.ts";
import { isJsonArray, isJsonObject, type Json } from "../json.ts";
import type { Path, Place } from "../place.ts";
import type { Subject } from "../rule.ts";

/** What rules between files see of a contract. Of ten thousand contracts this is kept, and nothing else. */
export interface ContractSketch {
  readonly name: string;
  readonly path: string;
  /** Then it is not known what else it takes in, or calls. */
  readonly isBroken: boolean;
  /** Its own file and its fragments. */
  readonly files: readonly string[];
  readonly renamedFrom: string | null;
  readonly calls: readonly ContractCall[];
  /** Knows where its name, its former name and its calls stand. */
  readonly subject: Subject;
}

/** A tool that is another contract. */
export interface ContractCall {
  readonly tool: string;
  readonly contract: string;
  readonly path: Path;
}

/** What rules between files see of a file of golden tasks. */
export interface GoldenSketch {
  readonly file: string;
  /** Then it is not known what else is in it. */
  readonly isBroken: boolean;
  readonly tasks: readonly { readonly contract: string; readonly isSecurity: boolean }[];
  /** Where its recordings are, if they were made. */
  readonly recordings: readonly string[];
  /** The first question of each task to a judge that the task does not name. */
  readonly rubrics: readonly { readonly task: string; readonly path: Path; readonly subject: Subject }[];
}

export function sketchContract({ authored, broken }: Draft): ContractSketch {
  const { contract, path, renamedFrom, document } = authored;
  const calls = contract.tools.flatMap((tool, index) =>
    tool.contract === null ? [] : [{ tool: tool.name, contract: tool.contract, path: ["tools", index, "contract"] }],
  );
  const known = [["contract"], ...(renamedFrom === null ? [] : [["renamed_from"]]), ...calls.map((call) => call.path)];
  return {
    name: contract.name,
    path,
    isBroken: broken.length > 0,
    files: document.files,
    renamedFrom,
    calls,
    // By its name a tool is known across moves, so a fingerprint needs it.
    subject: { ...subjectAt(known, { ...document, contract: contract.name }), value: namesOfTools(document.value) },
  };
}

export function sketchGoldens({ file, drafts, findings }: ReadGoldens): GoldenSketch {
  return {
    file,
    isBroken: findings.length > 0,
    tasks: drafts.map(({ task }) => ({ contract: task.contract, isSecurity: task.tags.includes("security") })),
    recordings: drafts.flatMap(({ task }) => [recordingPath(task, "agent"), recordingPath(task, "judge")]),
    rubrics: drafts.flatMap(({ task, subject }) => {
      const asked = expectedTexts(task).find(
        ({ check: { rubric } }) => rubric !== undefined && (typeof rubric === "string" || rubric.model === undefined),
      );
      if (asked === undefined) return [];
      const path = [...asked.path, "rubric"];
      return [{ task: task.id, path, subject: { ...subjectAt([path], subject), value: subject.value } }];
    }),
  };
}

/** The same subject, but for its value, as far as some paths need it. */
function subjectAt(paths: readonly Path[], { contract, locate, frame }: Subject): Omit<Subject, "value"> {
  const places = new Map(paths.map((path): [string, Place] => [path.join("\0"), locate(path)]));
  const frames = new Map([...places.values()].map((place) => [place, frame(place)]));
  return subjectOf(contract, places, frames);
}

/** In a function of its own: what its functions can see is kept, and around it they would see the whole document. */
function subjectOf(
  contract: string | null,
  places: ReadonlyMap<string, Place>,
  frames: ReadonlyMap<Place, string | null>,
): Omit<Subject, "value"> {
  const placeOf = (path: Path): Place => {
    const place = places.get(path.join("\0"));
    if (place === undefined) throw new Error(`nobody was to ask where ${path.join(".")} stands`);
    return place;
  };
  return { contract, locate: placeOf, locateText: placeOf, frame: (place) => frames.get(place) ?? null };
}

function namesOfTools(value: Json): Json {
  const tools = isJsonObject(value) ? value["tools"] : undefined;
  if (!isJsonArray(tools)) return null;
  return { tools: tools.map((tool) => (isJsonObject(tool) ? { name: tool["name"] ?? null } : null)) };
}
