import type { Limits } from "../plugin/index.ts";
import { commonReason, unlistedReason } from "./notice-kinds.ts";

type LimitNotice = Limits["notices"][number];

// A folder can contain a million pictures, a server a hundred thousand tables. Beyond this number per kind, notices are
// counted but not listed.
const listedPerKind = 1000;

/** Collects notices about what was not read, in order, in bounded memory. */
export interface NoticeList {
  /** Adds a notice. `kind` says the reason without numbers and names; by default, the reason without numbers. */
  readonly add: (notice: LimitNotice, kind?: string) => void;
  readonly limits: () => Limits;
  /** Returns the number of notices per kind, listed or not. A kind whose reasons are all equal is named by its reason. */
  readonly counts: () => ReadonlyMap<string, number>;
}

interface Kind {
  name: string;
  count: number;
}

/** `whole` names the source, for notices about everything that is not listed. */
export function noticeList(whole: string): NoticeList {
  const notices: LimitNotice[] = [];
  const kinds = new Map<string, Kind>();
  const counts = (): ReadonlyMap<string, number> =>
    new Map([...kinds.values()].map(({ name, count }) => [name, count]));
  return {
    add(notice, given) {
      const common = given ?? commonReason(notice.reason);
      const name = given ?? notice.reason;
      const kind = kinds.get(common) ?? { name, count: 0 };
      kinds.set(common, kind);
      kind.count += 1;
      if (kind.name !== name) kind.name = common;
      if (kind.count <= listedPerKind) notices.push(notice);
    },
    counts,
    limits() {
      const unlisted = [...counts()]
        .filter(([, count]) => count > listedPerKind)
        .map(([kind, total]) => ({ what: whole, reason: unlistedReason(total - listedPerKind, kind) }));
      const all = [...notices, ...unlisted];
      return { truncated: all.length > 0, notices: all };
    },
  };
}
