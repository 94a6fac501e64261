import { behind } from "../../../agents/exchange/earlier.ts";
import { type Models, type ModelWorld, openModels } from "../../../agents/exchange/models.ts";
import type { Subject } from "./subject.ts";

/** Recordings of today, and behind them those that lie with what was released or committed. */
export function recordedBehind(today: Models, recordings: Subject["recordings"], room: ModelWorld): Models {
  return behind(today, (contract) => {
    const tree = recordings(contract);
    return tree === null ? null : openModels({ ...room, recordings: tree }, "replay");
  });
}
