import { join, posix } from "node:path";
import { Failure } from "../../core/failure.ts";
import { encodeRecording } from "../../core/golden/recording/document.ts";
import { type Asker, recordingPath } from "../../core/golden/recording/place.ts";
import { readRecording } from "../../core/golden/recording/read.ts";
import type { Recording } from "../../core/golden/recording/recording.ts";
import type { Task } from "../../core/golden/task.ts";
import type { Tree } from "../../core/ports.ts";
import { removeFile, writeBytes } from "../../world/files.ts";

/** Where recordings are. */
export interface RecordingRoom {
  /** The top of the repository, and its files. */
  readonly top: string;
  readonly tree: Tree;
}

/** Where the recording of a task is. */
export interface RecordingFile extends RecordingRoom {
  readonly task: Task;
  readonly asker: Asker;
}

/** A recording as it is on disk, or why there is none that can be used. */
export type StoredRecording =
  | { readonly kind: "recording"; readonly recording: Recording }
  | { readonly kind: "absent" }
  | { readonly kind: "broken"; readonly why: string };

export async function loadRecording({ tree, task, asker }: RecordingFile): Promise<StoredRecording> {
  const path = recordingPath(task, asker);
  const file = await tree.read(path);
  switch (file.kind) {
    case "absent":
      return { kind: "absent" };
    case "file": {
      const read = readRecording(decoder.decode(file.bytes), { contract: task.contract, task: task.id });
      if ("recording" in read) return { kind: "recording", recording: read.recording };
      return { kind: "broken", why: `${path}:${read.fault.line}: ${read.fault.message}` };
    }
    case "large":
      return { kind: "broken", why: `${path} is too large to be a recording` };
    case "symlink":
    case "submodule":
      return { kind: "broken", why: `${path} is no file of this repository, but a ${file.kind}` };
  }
}

const decoder = new TextDecoder();

/**
 * A reader sees the old recording or the new one, whatever ends this process or another one that records the same.
 *
 * @throws Failure WRITE_FAILED
 */
export async function storeRecording(file: RecordingFile, recording: Recording): Promise<void> {
  await requirePlace(file);
  const path = recordingPath(file.task, file.asker);
  await writeBytes(join(file.top, path), new TextEncoder().encode(encodeRecording(recording)));
}

/**
 * Whether a recording may be written where it belongs: to be asked before a model is.
 *
 * @throws Failure WRITE_FAILED
 */
export async function requirePlace({ tree, task, asker }: RecordingFile): Promise<void> {
  const path = recordingPath(task, asker);
  for (const part of [posix.dirname(path), path]) {
    const { kind } = await tree.read(part);
    // A link could lead out of the repository.
    if (kind === "symlink" || kind === "submodule")
      throw new Failure("WRITE_FAILED", { path, why: `${part} is a ${kind}` });
  }
}

/** @throws Failure WRITE_FAILED */
export async function dropRecording({ top, task, asker }: RecordingFile): Promise<void> {
  await removeFile(join(top, recordingPath(task, asker)));
}
