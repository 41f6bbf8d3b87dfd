import { dirname, join, resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import { isLink } from "../../files/index.ts";
import type { Host } from "../host/index.ts";
import { settingsFile } from "./settings-file.ts";

/**
 * Returns the store's folder: --store, WCT_STORE, else `.wct` next to the nearest wct.yaml in the current folder or its
 * parents, else in the current folder. Throws WCT_STORE_UNSAFE if `.wct` is a link that the user did not name: a
 * foreign repository may contain it. Throws WCT_USAGE for a name that no folder can have, and for a URL.
 */
export function storeDir(host: Host, option: string | undefined): string {
  const named = option ?? host.env.get("WCT_STORE");
  if (named?.includes("\0")) {
    throw wctError("WCT_USAGE", {
      message: `the store "${named}" has a zero byte in its name`,
      hint: "correct the path",
    });
  }
  const [, scheme] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(named ?? "") ?? [];
  if (scheme !== undefined) {
    // The rest may contain a password.
    throw wctError("WCT_USAGE", {
      message: `the store "${scheme}://…" is neither a folder nor a database that wct knows`,
      hint: "name a folder, or a database as postgres://HOST/DATABASE",
    });
  }
  if (named !== undefined && named !== "") return resolve(host.cwd, named);
  const settings = settingsFile(host.cwd);
  const dir = join(settings === undefined ? host.cwd : dirname(settings), ".wct");
  if (!isLink(dir)) return dir;
  throw wctError("WCT_STORE_UNSAFE", {
    message: `the store "${dir}" is a symbolic link`,
    hint: "if it is yours, pass its target folder with --store or WCT_STORE; otherwise remove it",
  });
}
