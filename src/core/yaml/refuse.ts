import { type Document, isAlias, isCollection, isNode, isScalar, type Node, type Pair, visit } from "yaml";

/** Beyond these a file is an accident or an attack, not a prompt. */
export const yamlLimits = { bytes: 2 * 1024 * 1024, depth: 64 } as const;

/** What YAML allows and a contract does not, and what to do instead. */
export interface Refusal {
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

/** Everything that makes a file mean more than it shows. */
export function refusals(document: Document.Parsed): readonly Refusal[] {
  const found: Refusal[] = [...directives(document)];
  visit(document, {
    Node(_key, node, path) {
      const depth = path.filter((parent) => isCollection(parent)).length + (isCollection(node) ? 1 : 0);
      if (depth > yamlLimits.depth) {
        found.push(refuse(node, `nested deeper than ${yamlLimits.depth} levels`, "flatten the structure"));
        return visit.BREAK;
      }
      found.push(...ofNode(node));
      return undefined;
    },
    Pair(_key, pair: Pair) {
      if (isScalar(pair.key)) found.push(...ofKey(pair.key, String(pair.key.value)));
    },
  });
  return found;
}

function directives({ directives: declared }: Document.Parsed): readonly Refusal[] {
  const foreign = declared.yaml.explicit === true || Object.keys(declared.tags).some((handle) => handle !== "!!");
  if (!foreign) return [];
  return [{ message: "directives (`%…`) are not allowed", hint: "remove the line: files are YAML 1.2", offset: 0 }];
}

function ofNode(node: Node): readonly Refusal[] {
  const found: Refusal[] = [];
  if (isAlias(node)) {
    found.push(refuse(node, "aliases (`*name`) are not allowed", "repeat the value, or move it to a fragment"));
  } else if (node.anchor !== undefined) {
    found.push(refuse(node, "anchors (`&name`) are not allowed", "remove the anchor"));
  }
  if (isNode(node) && node.tag !== undefined) {
    found.push(refuse(node, "tags (`!…`) are not allowed", "write the plain value"));
  }
  if (isScalar(node)) found.push(...ofScalar(node, node.value));
  return found;
}

function ofScalar(node: Node, value: unknown): readonly Refusal[] {
  if (typeof value === "number" && !Number.isFinite(value)) {
    return [refuse(node, "this number is not finite", "write a finite number")];
  }
  if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    return [refuse(node, "this integer is beyond 2^53 and would be rounded", "write it as a quoted string")];
  }
  // Canonical JSON has no bytes for it: every reader would make up its own.
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) {
    return [refuse(node, "this text holds half of a character (a lone surrogate)", "write the whole character")];
  }
  return [];
}

function ofKey(node: Node, key: string): readonly Refusal[] {
  if (key === "<<") return [refuse(node, "merge keys (`<<`) are not allowed", "write the keys out")];
  if (!dangerousKeys.has(key)) return [];
  return [refuse(node, `the key \`${key}\` is not allowed`, "choose another name")];
}

/** They change objects instead of filling them. */
const dangerousKeys = new Set(["__proto__", "constructor", "prototype"]);

function refuse(node: Node, message: string, hint: string): Refusal {
  return { message, hint, offset: node.range?.[0] ?? 0 };
}
