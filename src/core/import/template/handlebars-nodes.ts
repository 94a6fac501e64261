/** What `@handlebars/parser` returns, as far as it is read here; its own types do not resolve under `nodenext`. */
export interface Program {
  readonly body: readonly Statement[];
  readonly blockParams?: readonly string[];
}

interface Located {
  readonly loc: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

export type Statement = Located &
  (
    | { readonly type: "ContentStatement" | "CommentStatement"; readonly value: string }
    | MustacheStatement
    | BlockStatement
    | PartialStatement
    | { readonly type: "Decorator" | "DecoratorBlock" | "PartialBlockStatement" }
  );

export interface MustacheStatement extends Located, Call {
  readonly type: "MustacheStatement";
  readonly path: Expression;
}

export interface BlockStatement extends Located, Call {
  readonly type: "BlockStatement";
  readonly path: Expression;
  /** One of the two is there, or both. */
  readonly program?: Program;
  readonly inverse?: Program;
}

export interface PartialStatement extends Located, Call {
  readonly type: "PartialStatement";
  readonly name: Expression;
  readonly indent: string;
}

interface Call {
  readonly params: readonly Expression[];
  readonly hash?: { readonly pairs: readonly { readonly key: string; readonly value: Expression }[] };
}

export type Expression =
  | {
      readonly type: "PathExpression";
      /** `@name`. */
      readonly data: boolean;
      /** How often `../` was said. */
      readonly depth: number;
      readonly parts: readonly (string | object)[];
      readonly original: string;
    }
  | { readonly type: "StringLiteral"; readonly value: string }
  | { readonly type: "NumberLiteral"; readonly value: number }
  | { readonly type: "BooleanLiteral" | "UndefinedLiteral" | "NullLiteral" | "SubExpression" };
