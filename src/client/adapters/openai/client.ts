/**
 * What is used of `new OpenAI()`. Its own types are of each of its versions: what is sent is checked by who answers, and
 * what comes is read with care.
 */
export interface OpenAIClient {
  readonly responses: { create(body: never, options?: { signal?: AbortSignal }): PromiseLike<unknown> };
  readonly chat: {
    readonly completions: { create(body: never, options?: { signal?: AbortSignal }): PromiseLike<unknown> };
  };
}
