import { type CST, Lexer, Parser } from "yaml";
import { maxLexemes, maxNesting, maxTokens } from "./limits.ts";
import type { ReportProblem } from "./problems.ts";

const collections = new Set(["block-map", "block-seq", "flow-collection"]);

/**
 * Reads a text into syntax tokens, and stops as soon as a limit is exceeded, because composing a text that is too large
 * or too deep would exhaust the memory or the stack. Returns undefined in that case.
 */
export function readTokens(text: string, report: ReportProblem): CST.Token[] | undefined {
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

// Returns whether a lexeme is an internal mark of the lexer (document start, scalar follows, flow ended), which is not
// in the text.
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
