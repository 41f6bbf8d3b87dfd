import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Io } from "../io.ts";

/** Where the store is: --store, WCT_STORE, else `.wct` beside the nearest wct.yaml upwards, else in the current folder. */
export function storeDir(io: Io, option: string | undefined): string {
  const named = option ?? io.env.get("WCT_STORE");
  if (named !== undefined && named !== "") return resolve(io.cwd, named);
  for (let folder = io.cwd; ; folder = dirname(folder)) {
    if (statSync(join(folder, "wct.yaml"), { throwIfNoEntry: false })?.isFile()) return join(folder, ".wct");
    if (dirname(folder) === folder) return join(io.cwd, ".wct");
  }
}
