import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathHint, wctError } from "../../diagnostics/index.ts";
import type { RunCopy } from "../../domain/index.ts";
import { writeFailure } from "../../files/index.ts";
import { bundleBytes } from "../../store/index.ts";
import { NewFile } from "../export/index.ts";

/**
 * Writes a bundle that only its owner may read. The file gets its name when it is complete. Returns its length in
 * bytes. Throws WCT_USAGE if the file exists, WCT_EXPORT_WRITE_FAILED.
 */
export async function writeBundle(
  copy: RunCopy,
  { cwd, file, force }: { readonly cwd: string; readonly file: string; readonly force: boolean },
): Promise<number> {
  const path = resolve(cwd, file);
  if (existsSync(path) && !force) {
    throw wctError("WCT_USAGE", {
      message: `"${file}" exists`,
      hint: "overwrite it with --force, or choose another file",
    });
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
    const { why, hint } = writeFailure(cause);
    throw wctError("WCT_EXPORT_WRITE_FAILED", { message: `"${file}" ${why}`, hint: pathHint(file) ?? hint, cause });
  }
}
