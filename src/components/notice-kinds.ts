/** Numbers by which two reasons of one kind differ, with their groups of digits: `4,985`. */
const numbers = /\d+(?:,\d{3})*/g;

/** Returns what the reasons of one kind have in common: the reason with `…` in place of its numbers. */
export const commonReason = (reason: string): string => reason.replaceAll(numbers, "…");

/** The reason of the notice about what is counted and not listed. `unlistedCount` reads it. */
export const unlistedReason = (count: number, reason: string): string => `${count} more: ${reason}`;

/** Returns the number and the reason of `unlistedReason`; undefined for any other reason. */
export function unlistedCount(reason: string): { readonly count: number; readonly reason: string } | undefined {
  const [, count, rest] = /^(\d+) more: (.+)$/s.exec(reason) ?? [];
  return count === undefined || rest === undefined ? undefined : { count: Number(count), reason: rest };
}
