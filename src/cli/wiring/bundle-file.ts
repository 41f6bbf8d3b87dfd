import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { wctError } from "../../diagnostics/index.ts";
import type { RunCopy } from "../../domain/index.ts";
import { bundleBytes } from "../../store/index.ts";
import { NewFile } from "./new-file.ts";

/**
 * Writes a bundle that only its owner may read. The file takes its name when it is complete. Returns its length in
 * bytes. Throws WCT_USAGE when there is a file already, WCT_EXPORT_WRITE_FAILED.
 */
export async function writeBundle(
  copy: RunCopy,
  { cwd, file, force }: { readonly cwd: string; readonly file: string; readonly force: boolean },
): Promise<number> {
  const path = resolve(cwd, file);
  if (existsSync(path) && !force) {
    throw wctError("WCT_USAGE", { message: `"${file}" exists`, hint: "write over it with --force, or name another" });
  }
  const target = written(file, () => new NewFile(path));
  try {
    let length = 0;
    for await (const bytes of bundleBytes(copy)) {
      written(file, () => target.write(bytes));
      length += bytes.length;
    }
    written(file, () => target.commit());
    return length;
  } finally {
    target.close();
  }
}

function written<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `"${file}" cannot be written`,
      hint: "choose another file, or check the folder's permissions and free space",
      cause,
    });
  }
}
