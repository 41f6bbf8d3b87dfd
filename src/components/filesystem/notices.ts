import type { Limits } from "../../plugin/index.ts";

export type Notice = Limits["notices"][number];

// A folder can contain a million pictures. Beyond this number per reason, notices are counted but not listed.
const listedPerReason = 1000;

/** Collects notices about what was left out, in order, in bounded memory. */
export interface NoticeList {
  /** Adds a notice. `kind` is the reason without names and numbers, for counting. */
  readonly add: (notice: Notice, kind?: string) => void;
  readonly limits: () => Limits;
  /** Returns the number of notices per reason, listed or not. */
  readonly counts: () => ReadonlyMap<string, number>;
}

export function noticeList(whole: string): NoticeList {
  const notices: Notice[] = [];
  const counts = new Map<string, number>();
  return {
    add(notice, kind = notice.reason) {
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
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
