import type { Limits } from "../plugin/index.ts";

type LimitNotice = Limits["notices"][number];

// A folder can contain a million pictures, a server a hundred thousand tables. Beyond this number per kind, notices are
// counted but not listed.
const listedPerKind = 1000;

/** Collects notices about what was not read, in order, in bounded memory. */
export interface NoticeList {
  /** Adds a notice. `kind` is the reason without numbers and names; by default, the reason itself. */
  readonly add: (notice: LimitNotice, kind?: string) => void;
  readonly limits: () => Limits;
  /** Returns the number of notices per kind, listed or not. */
  readonly counts: () => ReadonlyMap<string, number>;
}

/** `whole` names the source, for notices about everything that is not listed. */
export function noticeList(whole: string): NoticeList {
  const notices: LimitNotice[] = [];
  const counts = new Map<string, number>();
  return {
    add(notice, kind = notice.reason) {
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
