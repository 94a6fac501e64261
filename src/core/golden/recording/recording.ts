import type { Digest } from "../../bundle/digest.ts";
import type { Model } from "../../contract/contract.ts";
import type { ModelMessage, ModelReply } from "../exchange.ts";

/** Readers refuse an unknown major format. */
export const recordingFormat = "promptctl/recording/1";

/** What a model was asked in a golden task and what it answered: the file that replays answer from. */
export interface Recording {
  readonly contract: string;
  readonly task: string;
  readonly trials: readonly RecordedTrial[];
}

/** One run of the task, its exchanges in the order in which they happened. */
export interface RecordedTrial {
  /** Which trial, from 0. */
  readonly repeat: number;
  readonly exchanges: readonly RecordedExchange[];
}

export interface RecordedExchange {
  readonly setup: Setup;
  /** Of the whole request: where another one is asked, this is no answer to it. */
  readonly asks: Digest;
  /** Whether the messages stand behind those of the exchange before and its reply, or are all there were. */
  readonly continues: boolean;
  readonly messages: readonly ModelMessage[];
  readonly reply: ModelReply;
  /** Of all of the above: what was changed by hand did not come from a model. */
  readonly seal: Digest;
}

/** What the contract says in a request. Its long parts are told apart, not kept: they stand in the contract. */
export interface Setup {
  readonly model: Model;
  readonly system: Digest;
  readonly tools: readonly { readonly name: string; readonly digest: Digest }[];
  readonly output: Digest | null;
}
