import { isJsonArray, type Json } from "../../json.ts";
import { type LineSplitter, openSplitter } from "./lines.ts";

/** Who takes what files say. */
export interface RecordSink {
  /** A record, or anything else that is JSON. */
  take(value: Json): void;
  /** A line that says nothing. */
  skip(why: "torn" | "not JSON" | "not a run record"): void;
}

/**
 * The values of a file of JSON Lines; also of one JSON document on several lines, and the items of a list. A last line
 * that is no JSON and has no end is torn: somebody is still writing it.
 */
export function openValues(sink: RecordSink): LineSplitter {
  /** Lines of what may be one document, because the first is no JSON alone; `null` once that is known. */
  let document: string[] | null = [];
  let length = 0;
  let isFirst = true;
  let wasEnded = true;

  function line(text: string, isEnded: boolean): void {
    const value = parsed(text);
    if (value !== undefined) give(value, sink);
    else if (text.trim() !== "") sink.skip(isEnded ? "not JSON" : "torn");
  }

  function settle(isEnded: boolean): void {
    const lines = document ?? [];
    document = null;
    for (const [index, text] of lines.entries()) line(text, isEnded || index < lines.length - 1);
  }

  const splitter = openSplitter({
    line: (text, isEnded) => {
      if (document === null) {
        line(text, isEnded);
        return;
      }
      if (isFirst && text.trim() === "") return;
      document.push(text);
      length += text.length;
      if (isFirst ? !/^\s*[[{]/.test(text) || parsed(text) !== undefined : isBeyond(document, text, length))
        settle(isEnded);
      isFirst = false;
      wasEnded = isEnded;
    },
    tooLong: () => {
      settle(true);
      sink.skip("not a run record");
    },
  });
  return {
    add: splitter.add,
    end: () => {
      splitter.end();
      const whole = document === null ? undefined : parsed(document.join("\n"));
      if (whole === undefined) settle(wasEnded);
      else give(whole, sink);
    },
  };
}

/** Whether it is no document, but lines: one is a record by itself, or there are more than anybody writes. */
function isBeyond([first = ""]: readonly string[], text: string, length: number): boolean {
  return length > longestDocument || (first.trim() !== "[" && text.startsWith("{") && parsed(text) !== undefined);
}

const longestDocument = 64 * 1024 * 1024;

function give(value: Json, sink: RecordSink): void {
  if (isJsonArray(value)) for (const item of value) sink.take(item);
  else sink.take(value);
}

/** Numbers that no double holds become Infinity: no field that is measured may have one. */
function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
