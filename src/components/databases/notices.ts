import type { Limits } from "../../plugin/index.ts";

type Notice = Limits["notices"][number];

// A server can have a hundred thousand tables. Beyond this number per kind, notices are counted but not listed.
const listedPerKind = 1000;

/** Collects notices about what was not read, in order, in bounded memory. */
export interface DatabaseNotices {
  /** Adds a notice. `kind` is the reason without numbers and names, for counting. */
  readonly add: (kind: string, notice: Notice) => void;
  readonly limits: () => Limits;
  /** Returns the number of notices per kind, listed or not. */
  readonly counts: () => ReadonlyMap<string, number>;
}

export function noticeList(whole: string): DatabaseNotices {
  const notices: Notice[] = [];
  const counts = new Map<string, number>();
  return {
    add(kind, notice) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      if (count <= listedPerKind) notices.push(notice);
    },
    counts: () => counts,
    limits() {
      const unlisted = [...counts]
        .filter(([, count]) => count > listedPerKind)
        .map(([kind, total]) => ({ what: whole, reason: `${total - listedPerKind} more: ${kind}` }));
      const all = [...notices, ...unlisted];
      return { truncated: all.length > 0, notices: all };
    },
  };
}

/** Gives a notice about tables and views that the user excluded. */
export function noticeUnselected(
  notices: NoticeList,
  { what, read, total }: { readonly what: string; readonly read: number; readonly total: number },
): void {
  if (read === total) return;
  const reason = `${grouped(total - read)} of ${grouped(total)} tables and views are left out by the property "tables"`;
  notices.add('tables are left out by the property "tables"', { what, reason, read, total });
}

/** Formats a number with groups of three digits: `4,985`. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");
