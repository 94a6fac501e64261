import type { Contract, Model, Tool } from "../contract/contract.ts";
import type { Rendered } from "../contract/render.ts";
import type { JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import type { ProviderName } from "./names.ts";

/** A part of a contract, and what is to be said about it. */
export interface Remark {
  readonly path: Path;
  readonly why: string;
}

/** A contract in the words of one provider. Nothing is left out in silence. */
export interface ProviderExport extends Said {
  /** What the provider demands and the contract does not say. */
  readonly missing: readonly Remark[];
}

export interface Said {
  readonly request: JsonObject;
  /** Parts of the contract that the request does not say: the runtime has to keep them. */
  readonly notCarried: readonly Remark[];
}

/** A tool as it is offered: by a declaration of ours, or as the provider's own tool. */
export type Offer =
  | { readonly kind: "function"; readonly tool: Tool }
  | { readonly kind: "own"; readonly value: JsonObject };

export interface RequestParts {
  readonly contract: Contract;
  readonly rendered: Rendered;
  /** What stands under `tools`. */
  readonly tools: readonly JsonObject[];
  /** The tools among them that are ours: a choice may name one. */
  readonly declared: readonly Tool[];
  /** `null` where the contract's model is another provider's. */
  readonly model: Model | null;
}

export interface Provider {
  readonly name: ProviderName;
  /** What the exported document is. */
  readonly document: string;
  /** The fields of a tool that its declaration says. */
  readonly says: readonly (keyof Tool)[];
  /** Whoever the contract's model is of: it reaches all of them. */
  readonly anyModel?: boolean;
  tools(offers: readonly Offer[]): readonly JsonObject[];
  request(parts: RequestParts): Said;
  /** What a request has to say and this one does not. */
  missing(request: JsonObject, model: Model | null): readonly Remark[];
}
