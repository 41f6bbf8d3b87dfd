/** Bytes of a runbook file. */
export const maxBytes = 4 * 1024 * 1024;
/** Scalars and punctuation marks; white space and comments do not count. */
export const maxTokens = 500_000;
/** Everything the lexer yields, white space and comments included: each costs memory too. */
export const maxLexemes = 3 * maxTokens;
/** Lists and mappings within each other. */
export const maxNesting = 64;
/** Nodes that aliases repeat, over the whole file. */
export const maxAliasedNodes = 100_000;
