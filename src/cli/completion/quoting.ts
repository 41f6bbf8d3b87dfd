export type Shell = "bash" | "zsh" | "fish";

/** The quote that a word has opened and not closed; null: none. */
export type OpenQuote = '"' | "'" | null;

/** What a word of a command line means, as typed so far: quotes and backslashes taken out. */
export function unquoted(word: string): { readonly text: string; readonly open: OpenQuote } {
  let text = "";
  let open: OpenQuote = null;
  for (let at = 0; at < word.length; at++) {
    const sign = word[at] ?? "";
    if (sign === "\\" && open !== "'") {
      const next = word[at + 1] ?? "";
      // Within double quotes a backslash is only special before a few signs.
      text += open === '"' && !'"\\$`'.includes(next) ? sign + next : next;
      at += 1;
    } else if ((sign === "'" || sign === '"') && (open === null || open === sign)) {
      open = open === null ? sign : null;
    } else text += sign;
  }
  return { text, open };
}

/**
 * A candidate as Bash is to insert it. Within quotes Bash keeps the opening one, so that only what ends it is escaped;
 * `=` and `:` stay, since they cut words and not meaning.
 */
export function forBash(text: string, open: OpenQuote): string {
  if (open === "'") return text.replaceAll("'", "'\\''");
  if (open === '"') return text.replaceAll(/["\\$`]/g, "\\$&");
  const escaped = text.replaceAll(/[^\p{L}\p{N}_@%+=:,./~-]/gu, "\\$&");
  return escaped.replace(/^~(?!\/)/, "\\~");
}

/** Whether a candidate can be shown as a line. */
export const isOneLine = (text: string): boolean => !/\p{Cc}/u.test(text);
