import { safeText } from "./paint.ts";

/** Quotes a word for a POSIX shell; control characters are made visible. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${safeText(word).replaceAll("'", "'\\''")}'`;
}
