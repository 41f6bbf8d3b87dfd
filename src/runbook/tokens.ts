import { type CST, Lexer, Parser } from "yaml";
import type { Report } from "./findings.ts";
import { maxLexemes, maxNesting, maxTokens } from "./limits.ts";

const collections = new Set(["block-map", "block-seq", "flow-collection"]);

/**
 * Reads a text into syntax tokens, and stops as soon as a limit is passed: composing a text that is too large or too
 * deep would exhaust the memory or the stack. Undefined when it was refused.
 */
export function readTokens(text: string, report: Report): CST.Token[] | undefined {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let offset = 0;
  let lexemes = 0;
  let counted = 0;
  const refuse = (message: string) => {
    report({ code: "WCT_RUNBOOK_TOO_LARGE", span: { start: offset, end: offset + 1 }, message });
    return undefined;
  };
  for (const lexeme of new Lexer().lex(text)) {
    lexemes++;
    if (isCounted(lexeme)) counted++;
    if (counted > maxTokens) return refuse(`the file has more than ${maxTokens.toLocaleString("en")} tokens`);
    if (lexemes > maxLexemes) return refuse("the file has too many blank lines and comments");
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (nesting(parser) > maxNesting) return refuse(`lists and mappings are nested over ${maxNesting} levels deep`);
    if (!isMark(lexeme)) offset += lexeme.length;
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

// The lexer's own marks (document start, scalar follows, flow ended) are not in the text.
function isMark(lexeme: string): boolean {
  return lexeme === "\u0002" || lexeme === "\u001f" || lexeme === "\u0018";
}

function isCounted(lexeme: string): boolean {
  if (isMark(lexeme)) return false;
  const first = lexeme[0];
  return first !== " " && first !== "\n" && first !== "\r" && first !== "\t" && first !== "#";
}

function nesting(parser: Parser): number {
  if (parser.stack.length <= maxNesting) return 0;
  return parser.stack.filter((token) => collections.has(token.type)).length;
}
