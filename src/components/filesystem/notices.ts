import type { Limits } from "../../plugin/index.ts";

export type Notice = Limits["notices"][number];

// A folder can contain a million pictures. Beyond this number per reason, notices are counted but not listed.
const listedPerReason = 1000;

/** Collects notices about what was left out, in order, in bounded memory. */
export interface NoticeList {
  readonly add: (notice: Notice) => void;
  readonly limits: () => Limits;
  /** Returns the number of notices per reason, listed or not. */
  readonly counts: () => ReadonlyMap<string, number>;
}

export function noticeList(whole: string): NoticeList {
  const notices: Notice[] = [];
  const counts = new Map<string, number>();
  return {
    add(notice) {
      const count = (counts.get(notice.reason) ?? 0) + 1;
      counts.set(notice.reason, count);
      if (count <= listedPerReason) notices.push(notice);
    },
    counts: () => counts,
    limits() {
      const unlisted = [...counts]
        .filter(([, count]) => count > listedPerReason)
        .map(([reason, total]) => ({
          what: whole,
          reason: `${total - listedPerReason} more files: ${reason}`,
        }));
      const all = [...notices, ...unlisted];
      return { truncated: all.length > 0, notices: all };
    },
  };
}
