import { counted } from "../counted.ts";
import type { NoticeList } from "./notices.ts";
import type { IgnoredEntry } from "./walk.ts";

interface Count {
  readonly by: IgnoredEntry["by"];
  files: number;
  folders: number;
}

/** The causes that are listed one by one. */
const mostCauses = 100;

/** Patterns may be names of files, so the log gets these words only. */
const kinds: Readonly<Record<IgnoredEntry["by"], string>> = {
  gitignore: "files ignored by .gitignore",
  exclude: 'files left out by the property "exclude"',
  include: 'files not selected by the property "include"',
  repository: "internals of a git repository",
};

/** Counts what rules and the configuration leave out, for each cause. */
export class IgnoredCounts {
  readonly #causes = new Map<string, Count>();
  count = 0;

  add({ isFolder, by, cause }: IgnoredEntry): void {
    this.count += 1;
    const held = this.#causes.get(cause) ?? { by, files: 0, folders: 0 };
    this.#causes.set(cause, held);
    held[isFolder ? "folders" : "files"] += 1;
  }

  /** Gives one notice for each cause. `what`: the folder that is read. */
  notice(what: string, notices: NoticeList): void {
    const causes = [...this.#causes];
    for (const [cause, count] of causes.slice(0, mostCauses)) {
      notices.add(
        { what, reason: `${amount(count)} ${cause}`, read: 0, total: count.files + count.folders },
        kinds[count.by],
      );
    }
    const others = causes.slice(mostCauses).map(([, count]) => count);
    if (others.length === 0) return;
    const files = others.reduce((sum, one) => sum + one.files, 0);
    const folders = others.reduce((sum, one) => sum + one.folders, 0);
    const reason = `${amount({ files, folders })} ignored by ${counted(others.length, "more rule")}`;
    notices.add({ what, reason, read: 0, total: files + folders }, kinds.gitignore);
  }
}

/** `3 files and 1 folder`. */
function amount({ files, folders }: Omit<Count, "by">): string {
  const parts = [
    ...(files === 0 ? [] : [counted(files, "file")]),
    ...(folders === 0 ? [] : [counted(folders, "folder")]),
  ];
  return parts.join(" and ");
}
