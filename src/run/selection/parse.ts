import { listNames, nearest } from "../../diagnostics/index.ts";
import type { ArtifactStatus } from "../../domain/index.ts";
import { type SelectionInput, selectionError, type Token, type TokenRange, tokensOf } from "./tokens.ts";

/** The selection before inputs or dependents are added. */
type Base =
  | { readonly kind: "artifact"; readonly id: string }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "status"; readonly status: ArtifactStatus };

/** A parsed expression. `inputs` and `dependents`: the number of steps to follow; 0 none, Infinity all. */
export type Selection =
  | {
      readonly kind: "atom";
      readonly base: Base;
      readonly inputs: number;
      readonly dependents: number;
      readonly at: TokenRange;
    }
  | { readonly kind: "not"; readonly of: Selection }
  | { readonly kind: "and" | "or"; readonly left: Selection; readonly right: Selection };

const statuses: readonly ArtifactStatus[] = [
  "pending",
  "running",
  "completed",
  "reused",
  "failed",
  "skipped",
  "interrupted",
];

/**
 * Parses `a`, `+a`, `a+`, `1+a+2`, `tag:x`, `status:failed`, brackets, `not`, `and`, and `or` or a comma. `not` has the
 * highest precedence, then `and`. Throws WCT_USAGE_SELECTION with the position.
 */
export function parseSelection(source: SelectionInput): Selection {
  const parser = new Parser(source);
  const parsed = parser.either();
  const rest = parser.peek();
  if (rest === undefined) return parsed;
  const found =
    rest.kind === ")" ? 'there is no "(" to this ")"' : `"${rest.text}" follows without "and", "or" or a comma`;
  throw selectionError(source, rest, found, "join artifacts with a comma, and, or");
}

/** Has one method for each level of precedence. */
class Parser {
  readonly #source: SelectionInput;
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(source: SelectionInput) {
    this.#source = source;
    this.#tokens = tokensOf(source);
  }

  peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  either(): Selection {
    let left = this.#both();
    while (this.peek()?.kind === "," || this.#isWord("or")) {
      this.#next += 1;
      left = { kind: "or", left, right: this.#both() };
    }
    return left;
  }

  #both(): Selection {
    let left = this.#single();
    while (this.#isWord("and")) {
      this.#next += 1;
      left = { kind: "and", left, right: this.#single() };
    }
    return left;
  }

  #single(): Selection {
    const source = this.#source;
    const token = this.peek();
    if (token === undefined) throw missing(source, this.#end());
    this.#next += 1;
    if (token.kind === "word" && token.text === "not") return { kind: "not", of: this.#single() };
    if (token.kind === "word" && token.text !== "and" && token.text !== "or") return atom(source, token);
    if (token.kind !== "(") throw missing(source, token);
    const inner = this.either();
    const close = this.peek();
    if (close?.kind !== ")") throw selectionError(source, close ?? this.#end(), "a bracket is not closed", 'write ")"');
    this.#next += 1;
    return inner;
  }

  #isWord(word: string): boolean {
    const token = this.peek();
    return token?.kind === "word" && token.text === word;
  }

  #end(): TokenRange {
    const { length } = this.#source.text;
    return { start: length, end: length };
  }
}

function missing(
  source: SelectionInput,
  at: TokenRange & { readonly text?: string },
): ReturnType<typeof selectionError> {
  const found = at.text === undefined ? "an artifact is missing" : `an artifact is missing before "${at.text}"`;
  return selectionError(source, at, found, "write an artifact id, tag:NAME or status:STATUS");
}

function atom(source: SelectionInput, token: Token): Selection {
  const [, before, core = "", after] = /^(?:(\d*)\+)?(.*?)(?:\+(\d*))?$/s.exec(token.text) ?? [];
  const steps = (written: string | undefined): number => {
    if (written === undefined) return 0;
    return written === "" ? Number.POSITIVE_INFINITY : Number(written);
  };
  const base = baseOf(source, token, core.replaceAll('"', ""));
  return { kind: "atom", base, inputs: steps(before), dependents: steps(after), at: token };
}

function baseOf(source: SelectionInput, token: Token, core: string): Base {
  const [, method, value = ""] = /^(\w+):(.*)$/s.exec(core) ?? [];
  if (method === "tag" && value !== "") return { kind: "tag", tag: value };
  if (method === "status") {
    const status = statuses.find((one) => one === value);
    if (status !== undefined) return { kind: "status", status };
    const near = nearest(value, statuses);
    const hint = near === undefined ? `write one of ${listNames(statuses, 6)}` : `write "status:${near}"`;
    throw selectionError(source, token, `"${value}" is not a status of artifacts`, hint);
  }
  if (method !== undefined) {
    throw selectionError(
      source,
      token,
      `"${core}" is neither tag:NAME nor status:STATUS`,
      "write tag:NAME or status:STATUS",
    );
  }
  if (core === "") throw selectionError(source, token, `"${token.text}" names no artifact`, "write +ID or ID+");
  return { kind: "artifact", id: core };
}
