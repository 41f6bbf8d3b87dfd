import { grouped } from "../counted.ts";
import type { NoticeList } from "../notices.ts";

/** Gives a notice about tables and views that a property leaves out; none if all are read. */
export function noticeUnselected(
  notices: NoticeList,
  {
    what,
    property,
    read,
    total,
  }: {
    readonly what: string;
    readonly property: "schemas" | "tables";
    readonly read: number;
    readonly total: number;
  },
): void {
  if (read === total) return;
  const reason = `${grouped(total - read)} of ${grouped(total)} tables and views are left out by the property "${property}"`;
  notices.add({ what, reason, read, total }, `tables and views are left out by the property "${property}"`);
}

/** Gives a notice if no table was read and no other notice says why: a wrong or an empty database. */
export function noticeNothing(
  notices: NoticeList,
  { what, tables }: { readonly what: string; readonly tables: number },
) {
  if (tables === 0 && notices.counts().size === 0) notices.add({ what, reason: "no table was read" });
}

/** Gives a notice that no values were read, because the user asked for the structure only. `tables`: their number. */
export function noticeSchemaOnly(
  notices: NoticeList,
  {
    what,
    config,
    tables,
  }: { readonly what: string; readonly config: { readonly schema_only: boolean }; readonly tables: number },
): void {
  if (config.schema_only && tables > 0) notices.add({ what, reason: "no values were read (schema_only)" });
}
