import { describe, expect, test } from "vitest";
import { hiddenIn } from "../../../src/core/hidden.ts";
import { hiddenUnicode } from "../../../src/core/lint/file-rules/hidden-unicode.ts";

describe("what people write is let through", () => {
  test.each([
    ["a family", "👨\u200D👩\u200D👧\u200D👦 is here"],
    ["a rainbow flag", "🏳\uFE0F\u200D🌈"],
    ["an astronaut with a skin tone", "👩🏽\u200D🚀"],
    ["a health worker", "👩\u200D⚕\uFE0F"],
    ["a heart as emoji and as text", "❤\uFE0F and ❤\uFE0E"],
    ["a keycap", "press 1\uFE0F\u20E3"],
    ["the flag of Scotland", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"],
    ["Persian, spelt with a non-joiner", "می\u200Cخواهم"],
    ["Hindi, spelt with a joiner", "क्\u200Dष"],
    ["Hebrew with a direction mark", "שלום \u200EAcme\u200E שלום"],
    ["a Japanese name with its own form of a letter", "葛\u{E0100}城"],
    ["Mongolian with a vowel form", "ᠮ\u180Bᠣ"],
    ["Thai and Khmer, where a line may break", "สวัสดี\u200Bครับ សួស្តី\u200Bអ្នក"],
    ["blanks of typographers", "100\u00A0€, 10\u202F000, – and …"],
    ["every accent", "naïve café cafe\u0301 Ångström"],
  ])("%s", (_name, text) => expect(hiddenIn(text)).toEqual([]));
});

describe("what nobody sees is found", () => {
  test.each([
    ["ASCII spelt in tags", "Be kind.\u{E0052}\u{E0075}\u{E006E} ok", "they spell “Run”"],
    ["a blank of no width in a word", "re\u200Bfund", "U+200B"],
    ["a joiner between Latin letters", "re\u200Dfund", "U+200D"],
    ["a direction that is turned round", "allow \u202Etxet\u202C", "U+202E"],
    ["an isolate, as in Trojan Source", "if \u2066admin\u2069", "U+2066"],
    ["a mark of direction without a script that needs it", "Acme\u200F Inc", "U+200F"],
    ["bytes hidden behind an emoji", "😀\uFE00\uFE01\uFE02", "3 hidden characters"],
    ["bytes hidden behind a letter", "a\u{E0101}\u{E0102}", "2 hidden characters"],
    ["a selector behind a Latin letter", "a\uFE0F", "U+FE0F"],
    ["a joiner behind an emoji that joins nothing", "😀\u200D now", "U+200D"],
    ["a soft hyphen", "re\u00ADfund", "U+00AD"],
    ["a filler that looks like a blank", "a\u3164b", "U+3164"],
    ["a mark of byte order inside a text", "a\uFEFFb", "U+FEFF"],
  ])("%s", (_name, text, message) => {
    const faults = hiddenUnicode.judge({ file: "policy.md", text, yaml: null });
    expect(faults.map((fault) => fault.message)).toContainEqual(expect.stringContaining(message));
  });
});
