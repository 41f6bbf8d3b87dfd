import { safeText } from "./paint.ts";

/** A word of a command line as a POSIX shell takes it; what only a terminal would act on is shown instead. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${safeText(word).replaceAll("'", "'\\''")}'`;
}
