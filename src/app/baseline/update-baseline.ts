import { realpathSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { isWctError, pathHint, wctError } from "../../diagnostics/index.ts";
import { FileLocked, isLink, isRegularFile, lockFile, writeFailure } from "../../files/index.ts";
import type { BaselineEntry } from "../../run/index.ts";
import { writePrivateFile } from "../export/index.ts";
import type { Host } from "../host/index.ts";
import { settingsFile, shownPath } from "../places/index.ts";
import { formatBaseline } from "./baseline-format.ts";
import { baselineOfFile } from "./read-baseline.ts";

const fileName = "wct-baseline.json";

/** Returns the baseline that is used if none is named: beside the nearest wct.yaml, else in the current folder. */
export function defaultBaseline({ cwd }: Host): { readonly file: string; readonly exists: boolean } {
  const settings = settingsFile(cwd);
  const path = join(settings === undefined ? cwd : dirname(settings), fileName);
  return { file: relative(cwd, path), exists: isRegularFile(path) || isLink(path) };
}

/** Writes a baseline. Returns the displayed path of the file. Throws WCT_CHECK_BASELINE. */
export function writeBaseline(host: Host, file: string, entries: readonly BaselineEntry[]): string {
  const path = resolve(host.cwd, file);
  try {
    writePrivateFile({ path, shown: file }, [formatBaseline(entries)]);
  } catch (cause) {
    if (!isWctError(cause)) throw cause;
    const hint = cause.diagnostics[0]?.hint ?? undefined;
    throw wctError("WCT_CHECK_BASELINE", { message: `baseline ${cause.message}`, hint, cause });
  }
  return shownPath(host.cwd, path);
}

/**
 * Changes the entries of a baseline file, or creates it. Two processes that change it at the same time wait for each
 * other, so that no decision is lost; if anything fails, the file stays as it was. Returns its displayed path. Throws
 * WCT_CHECK_BASELINE, WCT_CHECK_BASELINE_LOCKED.
 */
export async function updateBaseline(
  host: Host,
  file: string,
  change: (entries: readonly BaselineEntry[]) => readonly BaselineEntry[],
): Promise<string> {
  const path = resolve(host.cwd, file);
  const exists = isRegularFile(path);
  if (exists) requireWritable(path, file);
  const release = await lock(exists ? realpathSync(path) : path, file);
  try {
    const before = isRegularFile(path) || isLink(path) ? baselineOfFile({ path, shown: file }) : [];
    return writeBaseline(host, file, change(before));
  } finally {
    release();
  }
}

/** A rename would replace a read-only file, although its owner protects it. */
function requireWritable(path: string, shown: string): void {
  if ((statSync(path).mode & 0o222) !== 0) return;
  throw wctError("WCT_CHECK_BASELINE", {
    message: `baseline "${shown}" cannot be written: the file is read-only`,
    hint: "make it writable, or name another file with --baseline",
  });
}

/** Waits while another process changes the file. Returns what ends the change. */
async function lock(path: string, shown: string): Promise<() => void> {
  try {
    return await lockFile(path);
  } catch (cause) {
    if (cause instanceof FileLocked) {
      throw wctError("WCT_CHECK_BASELINE_LOCKED", {
        message: `baseline "${shown}" is locked by ${cause.holder}`,
        hint: `wait until it ends; if it no longer runs, delete "${shown}.lock"`,
        cause,
      });
    }
    const { why, hint } = writeFailure(cause);
    throw wctError("WCT_CHECK_BASELINE", {
      message: `baseline "${shown}" ${why}`,
      hint: pathHint(shown) ?? hint,
      cause,
    });
  }
}
