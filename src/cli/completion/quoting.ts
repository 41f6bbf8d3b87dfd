export type Shell = "bash" | "zsh" | "fish";

/** The quote that a word has opened and not closed; null if none. */
type OpenQuote = '"' | "'" | null;

/** Returns the meaning of a partly typed word: without quotes and backslashes. */
export function unquoted(word: string): { readonly text: string; readonly open: OpenQuote } {
  let text = "";
  let open: OpenQuote = null;
  for (let at = 0; at < word.length; at++) {
    const sign = word[at] ?? "";
    if (sign === "\\" && open !== "'") {
      const next = word[at + 1] ?? "";
      // Within double quotes a backslash is only special before a few characters.
      text += open === '"' && !'"\\$`'.includes(next) ? sign + next : next;
      at += 1;
    } else if ((sign === "'" || sign === '"') && (open === null || open === sign)) {
      open = open === null ? sign : null;
    } else text += sign;
  }
  return { text, open };
}

/**
 * Returns a candidate in the form that Bash inserts. Within quotes Bash keeps the opening quote, so that only
 * characters that end it are escaped. `=` and `:` stay: they only separate words for completion.
 */
export function forBash(text: string, open: OpenQuote): string {
  if (open === "'") return text.replaceAll("'", "'\\''");
  if (open === '"') return text.replaceAll(/["\\$`]/g, "\\$&");
  const escaped = text.replaceAll(/[^\p{L}\p{N}_@%+=:,./~-]/gu, "\\$&");
  return escaped.replace(/^~(?!\/)/, "\\~");
}
