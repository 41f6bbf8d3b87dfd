import { dirname, join, resolve } from "node:path";
import type { Io } from "../io.ts";
import { settingsFile } from "./settings-file.ts";

/** Where the store is: --store, WCT_STORE, else `.wct` beside the nearest wct.yaml upwards, else in the current folder. */
export function storeDir(io: Io, option: string | undefined): string {
  const named = option ?? io.env.get("WCT_STORE");
  if (named !== undefined && named !== "") return resolve(io.cwd, named);
  const settings = settingsFile(io.cwd);
  return join(settings === undefined ? io.cwd : dirname(settings), ".wct");
}
