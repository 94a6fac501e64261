import { leastCached } from "../../contract/volatile.ts";
import type { Path } from "../../place.ts";
import { thousands } from "../../text.ts";
import { tokenEncoding, type Tokenizer } from "../../tokens.ts";
import { type Comparison, type Rule, severity, whereMoved } from "../rule.ts";
import { partAt, type Prefix, prefixOf, sharedLength } from "../text/prefix.ts";

export const cachePrefixBroken: Rule = {
  id: "CACHE_PREFIX_BROKEN",
  purpose: "What providers have cached of the request ends earlier: the rest is paid and written anew once.",
  incident: "Five hundred conversations were billed 224 million tokens again because a tool list had another order.",
  judge(comparison) {
    const prefixes = cachedPrefixes(comparison);
    if (prefixes === null) return [];
    const { before, after } = prefixes;
    const { count } = comparison.tokens;
    if (lostBehind(after, before, count) > 0) return [];
    const shared = Math.min(sharedLength(before.text, after.text), before.end, after.end);
    if (shared >= before.end || shared >= after.end) return [];
    const kept = count(after.text.slice(0, shared));
    const rewritten = count(after.text.slice(shared, after.end));
    const path = partAt(after, shared);
    return [
      {
        path,
        message: `from ${sayPart(path)} on the request is another one: ${thousands(rewritten)} tokens are written into the provider's cache anew, once; ${thousands(kept)} before it stay there (${tokenEncoding})`,
        severity: severity(whereMoved(comparison, "dangerous"), "safe", "safe"),
        claims: [],
      },
    ];
  },
};

export const cacheVolatileInPrefix: Rule = {
  id: "CACHE_VOLATILE_IN_PREFIX",
  purpose: "A variable newly stands before a long text that never changes: providers cache only what is before it.",
  incident: "A clock in the first line: the cache was written with every request, and never read.",
  judge(comparison) {
    const prefixes = cachedPrefixes(comparison);
    if (prefixes === null) return [];
    const { before, after } = prefixes;
    const { count } = comparison.tokens;
    const lost = lostBehind(after, before, count);
    if (after.volatile === null || lost === 0) return [];
    return [
      {
        path: partAt(after, after.end),
        message: `{{${after.volatile}}} stands before ${thousands(lost)} tokens that never change: from there on no conversation reads the cache of another (${tokenEncoding})`,
        severity: severity("safe", "dangerous", "safe"),
        claims: [],
        wayOut: `say {{${after.volatile}}} at the end of the system text`,
        about: [after.volatile],
      },
    ];
  },
};

export const cachePrefixTooShort: Rule = {
  id: "CACHE_PREFIX_TOO_SHORT",
  purpose: "What never changes in a request is too short now for a provider to cache any of it.",
  incident: "A prompt was cut from 1,100 tokens to 900, and each request cost more than before.",
  judge(comparison) {
    const prefixes = cachedPrefixes(comparison);
    if (prefixes === null) return [];
    const { count } = comparison.tokens;
    const [had, has] = [prefixes.before, prefixes.after].map(({ text, end }) => count(text.slice(0, end)));
    if (
      had === undefined ||
      has === undefined ||
      has >= leastCached ||
      lostBehind(prefixes.after, prefixes.before, count) > 0
    )
      return [];
    return [
      {
        path: [],
        message: `${thousands(has)} tokens of every request never change, and were ${thousands(had)}: providers cache ${thousands(leastCached)} and more, so that nothing is cached now and all of it is paid in full (${tokenEncoding})`,
        severity: severity(whereMoved(comparison, "dangerous"), has * 10 > had ? "dangerous" : "safe", "safe"),
        claims: [],
      },
    ];
  },
};

function sayPart([section, name]: Path): string {
  if (section === "tools") return `the tool ${String(name)}`;
  return section === "messages" ? `first message ${Number(name) + 1}` : "the system text";
}

/** `null` where nothing is cached: the request was too short, or the model is another one, with a cache of its own. */
function cachedPrefixes({ before, after, tokens }: Comparison): { before: Prefix; after: Prefix } | null {
  const isSameModel = before.model.provider === after.model.provider && before.model.name === after.model.name;
  if (!isSameModel || tokens.before.total < leastCached) return null;
  const prefixes = { before: prefixOf(before), after: prefixOf(after) };
  return tokens.count(prefixes.before.text.slice(0, prefixes.before.end)) < leastCached ? null : prefixes;
}

/** Tokens that are not cached any more behind a variable that is new there; 0 where they are too few to be cached. */
function lostBehind(after: Prefix, before: Prefix, count: Tokenizer): number {
  if (after.volatile === null || !isNewThere(before, after)) return 0;
  const lost = count(after.text.slice(after.end));
  return lost < leastCached ? 0 : lost;
}

/** Another variable than before, or the same clearly nearer to the beginning. */
function isNewThere(before: Prefix, after: Prefix): boolean {
  if (before.volatile === null) return true;
  return after.end < before.end && (before.volatile !== after.volatile || after.end < before.end / 2);
}
