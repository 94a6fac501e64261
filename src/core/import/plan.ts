import type { JsonObject } from "../json.ts";
import { writeYaml } from "../yaml/write.ts";
import type { Translation, ContractParts, TaskEntry, PromptText, ToolEntry } from "./translation.ts";
import { editorHeader } from "../shape/editor-header.ts";
import { fileName } from "./names.ts";

/** Where an import goes. Folders are relative to the project, with `/`. */
export interface Destination {
  readonly contract: string;
  readonly folder: string;
  /** The folder of its golden tasks. */
  readonly goldens: string;
  /** The contract that stands there already: it is added to, and not written. */
  readonly existing: boolean;
  /** What `--model` says; it counts where the source does not say it. */
  readonly model: Model | null;
  /** What a file of golden tasks is called. */
  readonly format: string;
}

type Model = NonNullable<ContractParts["model"]>;

/** What would be written: decided completely before anything is. */
export interface ImportPlan {
  readonly contract: string;
  readonly folder: string;
  /** Path from the project → text. */
  readonly files: Readonly<Record<string, string>>;
  readonly goldenFile: string | null;
  /** Lines for a contract.yaml that is there already, which is never touched. */
  readonly toAdd: readonly string[];
  /** What a person has to do before it works, in sentences. */
  readonly toDo: readonly string[];
  /** A contract that lists the new tools and nothing else, where none is written: only to check them. */
  readonly stage: string | null;
}

export function planImport(translation: Translation, destination: Destination): ImportPlan {
  const { contract: name, folder, existing } = destination;
  const tools = toolFiles(translation.tools);
  const items = [...tools.keys()].map((path) => ({ file: `./${path}` }));
  const own = translation.contract !== null || (translation.tools.length > 0 && !existing);
  const written = own
    ? contractFiles(translation.contract ?? emptyContract, items, destination)
    : new Map<string, string>();
  const inFolder = [...written, ...tools].map(([path, text]) => [`${folder}/${path}`, text] as const);
  const goldenFile = translation.tasks.length === 0 ? null : `${destination.goldens}/${destination.format}.yaml`;
  const goldens = goldenFile === null ? [] : [[goldenFile, writeGoldens(name, translation.tasks)] as const];
  const model = modelOf(translation.contract, destination);
  const adds = !own && items.length > 0;
  return {
    contract: name,
    folder,
    files: Object.fromEntries([...inFolder, ...goldens]),
    goldenFile,
    toAdd: adds ? items.map(({ file }) => `  - { file: ${file} }`) : [],
    toDo: [
      ...(own && model === null ? [`fill in the model in ${folder}/contract.yaml`] : []),
      ...(own && translation.contract === null
        ? [`write what the agent is told, under \`system:\` in ${folder}/contract.yaml`]
        : []),
      ...(adds ? [`add the lines above under \`tools:\` in ${folder}/contract.yaml`] : []),
    ],
    stage: adds ? writeYaml({ contract: name, model: placeholder, tools: items }) : null,
  };
}

const emptyContract: ContractParts = {
  description: null,
  model: null,
  settings: {},
  variables: {},
  system: [],
  messages: [],
  output: null,
};

/** Accepted by `check`, so that everything else can be checked, and no model of anybody. */
const placeholder: Model = { provider: "fill-in", name: "fill-in" };

function modelOf(contract: ContractParts | null, { model }: Destination): Model | null {
  return contract?.model ?? model;
}

function toolFiles(tools: readonly ToolEntry[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    tools.map((tool) => [`tools/${fileName(tool.name, taken)}.yaml`, writeYaml(tool, { top: [editorHeader("tool")] })]),
  );
}

function contractFiles(
  translation: ContractParts,
  tools: readonly JsonObject[],
  destination: Destination,
): ReadonlyMap<string, string> {
  const texts = new Map(translation.system.map((text, index) => [textName(index), text] as const));
  const model = modelOf(translation, destination);
  const value = {
    contract: destination.contract,
    ...(translation.description === null ? {} : { description: translation.description }),
    model: { ...(model ?? placeholder), ...translation.settings },
    ...(Object.keys(translation.variables).length === 0 ? {} : { variables: translation.variables }),
    ...systemField([...texts]),
    ...(translation.messages.length === 0 ? {} : { messages: translation.messages.map((message) => ({ ...message })) }),
    ...(tools.length === 0 ? {} : { tools }),
    ...(translation.output === null ? {} : { output: { schema: translation.output } }),
  };
  const above = {
    ...(model === null ? { model: "Fill in which model runs this contract: the import does not say it." } : {}),
    ...(translation.system.length === 0 && translation.messages.length === 0
      ? { tools: "What the agent is told goes above this line: system: { file: ./system.md }" }
      : {}),
  };
  const yaml = writeYaml(value, { top: [editorHeader("contract")], above });
  return new Map([["contract.yaml", yaml], ...[...texts].map(([path, { text }]) => [path, text] as const)]);
}

function textName(index: number): string {
  return index === 0 ? "system.md" : `system-${index + 1}.md`;
}

function systemField(texts: readonly (readonly [string, PromptText])[]): JsonObject {
  const items = texts.map(([path, { literal }]) => ({ file: `./${path}`, ...(literal ? { literal: true } : {}) }));
  const [first] = items;
  if (first === undefined) return {};
  return { system: items.length === 1 ? first : items };
}

function writeGoldens(contract: string, tasks: readonly TaskEntry[]): string {
  return writeYaml({ contract, tasks }, { top: [editorHeader("golden")] });
}
