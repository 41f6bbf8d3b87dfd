import { crmJson, newsletterCsv, ordersCsv, returnsCsv } from "./file-exports.ts";
import { accessLog, applicationLog } from "./file-logs.ts";
import { mails } from "./file-mails.ts";
import { ignoredFolder, lockFile, logo } from "./file-oddities.ts";
import { callList, meetingMinutes, privacyNotes } from "./file-prose.ts";
import type { Shop } from "./shop.ts";
import type { ShopFile } from "./shop-file.ts";

/** Every file that lies about in the shop, in the order of their paths. */
export function makeFiles(shop: Shop): readonly ShopFile[] {
  const files = [
    ...ignoredFolder(shop),
    lockFile(shop),
    callList(shop),
    meetingMinutes(shop),
    privacyNotes(shop),
    crmJson(shop),
    newsletterCsv(shop),
    ordersCsv(shop),
    returnsCsv(shop),
    logo(shop),
    accessLog(shop),
    applicationLog(shop),
    ...mails(shop),
  ];
  return files.toSorted((left, right) => (left.path < right.path ? -1 : 1));
}
