import { type ProjectRule, subjectOfPath } from "../project-rule.ts";

export const recordingUnused: ProjectRule<"goldens" | "recordings"> = {
  id: "RECORDING_UNUSED",
  level: "warning",
  purpose: "A recording belongs to a golden task: one of a task that is gone is reviewed, and replayed by nobody.",
  remedy: "Delete it; where the task has another name now, give the file that name, or record it again.",
  judge({ goldens, recordings }) {
    // What tasks a file with a fault holds is not known.
    if (recordings.length === 0 || goldens.some(({ isBroken }) => isBroken)) return [];
    const used = new Set(goldens.flatMap((golden) => golden.recordings));
    return recordings
      .filter((path) => !used.has(path))
      .map((path) => ({
        subject: subjectOfPath(path, null),
        fault: {
          path: [],
          message: "no golden task replays this recording",
          hint: "delete it, or call it as its task is called",
          about: [path],
        },
      }));
  },
};
