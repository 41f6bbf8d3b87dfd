import type { NoticeList } from "../notices.ts";

/** Gives a notice about tables and views that the user excluded. */
export function noticeUnselected(
  notices: NoticeList,
  { what, read, total }: { readonly what: string; readonly read: number; readonly total: number },
): void {
  if (read === total) return;
  const reason = `${grouped(total - read)} of ${grouped(total)} tables and views are left out by the property "tables"`;
  notices.add({ what, reason, read, total }, 'tables are left out by the property "tables"');
}

/** Formats a number with groups of three digits: `4,985`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
