import type { Json, JsonObject } from "../json.ts";
import type { Path } from "../place.ts";
import type { Shape } from "./shape.ts";

/** What does not fit a shape: where, what was expected and what was found, and what to write instead. */
export interface ShapeFault {
  readonly path: Path;
  readonly message: string;
  readonly hint: string | null;
}

/** A document beside what it should look like. */
export interface Misfit {
  readonly document: Json;
  readonly shape: Shape;
  readonly schema: JsonObject;
}
