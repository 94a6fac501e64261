import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/core/json.ts";
import { jsonSchemaOf } from "../../../src/core/shape/json-schema.ts";
import { schemaKinds, shapes } from "../../../src/core/shapes.ts";
import { byJsonSchema } from "../../helpers/json-schema.ts";
import { arbitraryDocument, arbitraryMutation, keysOf } from "../../helpers/arbitrary-shape.ts";
import { seed, times } from "../../helpers/seed.ts";

const runs = 2_500;

describe(`the JSON Schema and the validator agree (seed ${seed})`, () => {
  describe.each(schemaKinds)("%s", (kind) => {
    // Fragments are resolved before the validator looks; how they are read stands in fragments.test.ts.
    const shape = { ...shapes[kind], fragments: [] };
    const schema = jsonSchemaOf(shape);
    const byAjv = byJsonSchema(schema);
    const verdicts = (document: Json) => ({ ajv: byAjv(document), ours: shape.schema.safeParse(document).success });

    test("about documents made from the schema: all are right", () => {
      const written = new Set<string>();
      fc.assert(
        fc.property(arbitraryDocument(schema), (document) => {
          for (const [key] of JSON.stringify(document).matchAll(/(?<=")[^"]+(?=":)/g)) written.add(key);
          expect(verdicts(document)).toEqual({ ajv: true, ours: true });
        }),
        { numRuns: (runs / 4) * times },
      );
      expect(keysOf(schema).filter((key) => !written.has(key))).toEqual([]);
    });

    test("about documents with something broken in them", () => {
      const counts = { right: 0, wrong: 0 };
      fc.assert(
        fc.property(arbitraryMutation(schema), (document) => {
          const { ajv, ours } = verdicts(document);
          counts[ajv ? "right" : "wrong"] += 1;
          expect(ours).toBe(ajv);
        }),
        { numRuns: runs * times },
      );
      expect(counts.wrong).toBeGreaterThan(runs / 4);
      expect(counts.right).toBeGreaterThan(runs / 100);
    });
  });
});
