/** Size in bytes of a runbook file, and of another document. */
export const maxBytes = 4 * 1024 * 1024;
/** Scalars and punctuation marks; white space and comments do not count. */
export const maxTokens = 500_000;
/** Everything that the lexer yields, including white space and comments, because each lexeme uses memory. */
export const maxLexemes = 3 * maxTokens;
/** Depth of nested lists and mappings. */
export const maxNesting = 64;
/** Nodes that aliases repeat in the whole file. */
export const maxAliasedNodes = 100_000;
/** Characters that aliases repeat in the whole file. The same limit applies to characters from variables. */
export const maxExpandedCharacters = 4 * maxBytes;
