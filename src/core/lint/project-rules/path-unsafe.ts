import { escaped } from "../../text.ts";
import { hiddenIn } from "../../hidden.ts";
import { type ProjectRule, subjectOfPath } from "../project-rule.ts";

export const pathUnsafe: ProjectRule<"files" | "goldens"> = {
  id: "PATH_UNSAFE",
  level: "error",
  purpose: "A file has a name that every machine can store, every command line can take and every reviewer can read.",
  remedy: "Rename it, with `git mv`: letters, digits, -, _ and dots inside are safe everywhere.",
  judge({ files, goldens }) {
    const all = new Set([...files, ...goldens.map(({ file }) => file)]);
    return [...all].flatMap((file) => {
      const problem =
        file
          .split("/")
          .map(problemOf)
          .find((found) => found !== null) ?? null;
      if (problem === null) return [];
      const fault = { path: [], message: `${escaped(file)} ${problem}`, hint: "rename it with `git mv`" };
      return [{ subject: subjectOfPath(file, null), fault }];
    });
  },
};

function problemOf(name: string): string | null {
  if (controls.test(name)) return "holds a control character: in a log it breaks the line or the terminal";
  if (hiddenIn(name).length > 0) return "holds a character that nobody sees";
  if (name.startsWith("-")) return "begins with a dash: a command line takes it for an option";
  if (/[. ]$/.test(name)) return "ends with a dot or a blank, which Windows leaves out";
  if (/[<>:"|?*\\]/.test(name)) return "holds a character that no file on Windows has";
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name) ? "is called like a device of Windows" : null;
}

// eslint-disable-next-line no-control-regex -- control characters are what this is about
const controls = /[\u0000-\u001F\u007F-\u009F]/;
