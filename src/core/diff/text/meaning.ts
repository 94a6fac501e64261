import { isLimit, numbersIn } from "./numbers.ts";

/** What a description says of its value in other words than before, and so of another value. */
export interface MeaningChange {
  /** `unit of money`, `number` */
  readonly of: string;
  readonly was: string;
  readonly is: string;
}

/**
 * Units, zones, bases, formats and limits that took the place of others. A text that only says more, or less, than
 * before has other words, and no other meaning that could be told.
 */
export function meaningChanges(before: string, after: string): readonly MeaningChange[] {
  const told = scales.flatMap(({ of, terms }): readonly MeaningChange[] => {
    const [was, is] = [termsIn(before, terms), termsIn(after, terms)];
    const [gone, come] = [was.filter((term) => !is.includes(term)), is.filter((term) => !was.includes(term))];
    return gone.length === 0 || come.length === 0 ? [] : [{ of, was: gone.join(", "), is: come.join(", ") }];
  });
  const [had, has] = [limitNumbers(before), limitNumbers(after)];
  const [gone, come] = [had.filter((number) => !has.includes(number)), has.filter((number) => !had.includes(number))];
  if (gone.length === 0 || come.length === 0 || gone.length + come.length > mostNumbers) return told;
  return [...told, { of: "number", was: gone.join(", "), is: come.join(", ") }];
}

/** More of them are an example, or a table. */
const mostNumbers = 4;

/** Of sentences that limit something: other numbers are examples. */
function limitNumbers(text: string): readonly string[] {
  const sentences = text.split(/(?<=[.!?;])\s+|\n+/);
  return [
    ...new Set(sentences.filter((one) => isLimit(one) && !/\be\.g\.|\bexample|\blike\b/i.test(one)).flatMap(numbersIn)),
  ];
}

interface Scale {
  readonly of: string;
  /** What it is called → how it is written. */
  readonly terms: Readonly<Record<string, RegExp>>;
}

function termsIn(text: string, terms: Scale["terms"]): readonly string[] {
  return Object.entries(terms).flatMap(([name, pattern]) => (pattern.test(text) ? [name] : []));
}

const scales: readonly Scale[] = [
  {
    of: "unit of money",
    terms: {
      cents: /\bcents?\b|\bminor units?\b/i,
      dollars: /\bdollars?\b|\bUSD\b|\$\d/i,
      euros: /\beuros?\b|\bEUR\b|€/i,
      pounds: /\bpounds? sterling\b|\bGBP\b|£/i,
      yen: /\byen\b|\bJPY\b/i,
      francs: /\bfrancs?\b|\bCHF\b/i,
    },
  },
  {
    of: "unit of time",
    terms: {
      milliseconds: /\bmilliseconds?\b|\b\d*ms\b/i,
      seconds: /\bseconds?\b|\bsecs?\b/i,
      minutes: /\bminutes?\b|\bmins?\b/i,
      hours: /\bhours?\b/i,
      days: /\bdays?\b/i,
    },
  },
  {
    of: "unit of size",
    terms: {
      bytes: /\bbytes?\b/i,
      kilobytes: /\bkilobytes?\b|\bKi?B\b/,
      megabytes: /\bmegabytes?\b|\bMi?B\b/,
      gigabytes: /\bgigabytes?\b|\bGi?B\b/,
      tokens: /\btokens?\b/i,
      characters: /\bcharacters?\b|\bchars\b/i,
      lines: /\blines\b/i,
    },
  },
  {
    of: "unit of length",
    terms: {
      kilometres: /\bkilomet(?:er|re)s?\b|\bkm\b/i,
      miles: /\bmiles?\b/i,
      metres: /\bmet(?:er|re)s?\b/i,
      feet: /\bfeet\b|\bft\b/i,
    },
  },
  { of: "unit of weight", terms: { kilograms: /\bkilograms?\b|\bkg\b/i, pounds: /\blbs?\b/i, grams: /\bgrams?\b/i } },
  { of: "unit of temperature", terms: { Celsius: /\bcelsius\b|°C/i, Fahrenheit: /\bfahrenheit\b|°F/i } },
  {
    of: "way of counting shares",
    terms: {
      percent: /\bper ?cent(?:age)?\b|%/i,
      "a fraction of one": /\bfraction\b|\bbetween 0 and 1\b|\b0(?:\.0)? ?(?:to|-|–) ?1(?:\.0)?\b/i,
      "basis points": /\bbasis points?\b/i,
    },
  },
  {
    of: "time zone",
    terms: {
      UTC: /\bUTC\b|\bGMT\b/,
      "local time": /\blocal time\b|\b(?:customer|user|shop|store)['’]?s? time ?zone\b/i,
    },
  },
  {
    of: "way of writing times",
    terms: {
      "ISO 8601": /\bISO[ -]?8601\b|\bRFC ?3339\b|\bYYYY-MM-DD/i,
      "Unix time": /\bunix (?:time|timestamp|epoch)|\bepoch\b/i,
      "day/month/year": /\bDD[./-]MM[./-]YYYY\b/i,
      "month/day/year": /\bMM[./-]DD[./-]YYYY\b/i,
    },
  },
  {
    of: "first position",
    terms: { "0": /\b(?:0|zero)-(?:based|indexed)\b/i, "1": /\b(?:1|one)-(?:based|indexed)\b/i },
  },
  { of: "kind of path", terms: { absolute: /\babsolute\b/i, relative: /\brelative\b/i } },
  { of: "end of a range", terms: { inclusive: /\binclusive\b/i, exclusive: /\bexclusive\b/i } },
  {
    of: "kind of pattern",
    terms: { "a regular expression": /\bregex(?:p|es)?\b|\bregular expressions?\b/i, "a glob": /\bglobs?\b/i },
  },
  {
    of: "kind of text",
    terms: {
      Markdown: /\bmarkdown\b/i,
      HTML: /\bHTML\b/,
      "plain text": /\bplain[ -]text\b/i,
      JSON: /\bJSON\b/,
      base64: /\bbase ?64\b/i,
    },
  },
  {
    of: "kind of id",
    terms: {
      "an id": /\bids?\b|\bidentifiers?\b/i,
      "a number": /\b(?:order|customer|account|invoice|ticket|issue|phone|tracking|serial) numbers?\b/i,
      "an email address": /\be-?mail(?: address(?:es)?)?\b/i,
      "a user name": /\buser ?names?\b|\blogins?\b|\bhandles?\b/i,
      "a slug": /\bslugs?\b/i,
      "a UUID": /\bUUIDs?\b|\bGUIDs?\b/i,
      "a SKU": /\bSKUs?\b/i,
    },
  },
];
