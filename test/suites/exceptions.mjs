import { Ajv2020 } from "ajv/dist/2020.js";

/**
 * Where we read a pair otherwise than its authors, by our policy (README.md of core/containment, "What is decided on
 * purpose"), or where the label says something else than what the pair holds. Of a broken pair another validator has
 * to confirm the witness, so that no exception hides a fault.
 */
const exceptions = [
  {
    reason: "before 2019-09, what stands beside `$ref` was passed over: for us it counts",
    applies: ({ one: { id, draft } }) => /ref/i.test(id) && Number.parseFloat(draft) <= 7,
  },
  {
    reason: "patterns are those of ECMA-262: `\\d` and `\\w` are ASCII",
    applies: ({ one: { id } }) => id.includes("optional/unicode.json"),
  },
  {
    reason: "`contentEncoding` and `contentMediaType` are notes",
    applies: ({ one: { id } }) => id.includes("optional/content.json"),
  },
  {
    reason: "numbers are exact decimals: each multiple of 3 is one of 0.3",
    applies: ({ verdict, text }) => verdict.kind === "contained" && /"multipleOf":0\.\d/.test(text),
  },
  {
    reason: "numbers in schemas are what JavaScript reads: two of them are one",
    applies: ({ verdict, text }) => verdict.kind === "contained" && /\d{16}/.test(text),
  },
  {
    reason: "the label is that of a pair made of a schema and its negation, of which only a part is negated",
    applies: ({ one: { id }, verdict }) => /:(?:universal|unsatisfiable)\//.test(id) && verdict.kind === "broken",
  },
  {
    reason: "the label supposes that nobody invents a field; where nothing is declared at all, any may come",
    applies: ({ one, verdict }) => isClosedProducer(one) && verdict.kind === "broken",
  },
  {
    reason: "the label says only that its authors do not support the pair",
    applies: ({ one: { id }, verdict }) => id.startsWith("unsupported") && verdict.kind === "contained",
  },
];

/** Why we read a pair otherwise than its label; `null` where there is no such reason. */
export function exceptionFor(asked) {
  const text = JSON.stringify([asked.small, asked.large]);
  const found = exceptions.find(({ applies }) => applies({ ...asked, text }));
  return found === undefined || isRefuted(asked) ? null : found.reason;
}

/** The suite says of itself that its producers write no field that is not declared. */
function isClosedProducer({ old_in_new: there, new_in_old: back }) {
  return typeof there === "boolean" && typeof back === "boolean";
}

function isRefuted({ verdict, small, large }) {
  if (verdict.kind !== "broken") return false;
  const [takes, refuses] = [validatorOf(small), validatorOf(large)];
  return takes?.(verdict.witness) === false || refuses?.(verdict.witness) === true;
}

/** `null` where the schema is none in 2020-12. */
function validatorOf(schema) {
  try {
    return new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(structuredClone(schema));
  } catch {
    return null;
  }
}
