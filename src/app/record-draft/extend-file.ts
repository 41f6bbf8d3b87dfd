import { readFileSync, realpathSync } from "node:fs";
import { wctError } from "../../diagnostics/index.ts";
import { FileLocked, lockFile, replaceFile, writeFailure } from "../../files/index.ts";

/**
 * Changes the text of the organisation file in one step. Two processes that change it at the same time wait for each
 * other, so that no activity is lost. Throws WCT_USAGE for a file that cannot be read, and WCT_EXPORT_WRITE_FAILED.
 */
export async function extendFile(path: string, shown: string, change: (text: string) => string): Promise<void> {
  readText(path, shown);
  const release = await lockOf(path, shown);
  try {
    const text = change(readText(path, shown));
    try {
      replaceFile(path, text);
    } catch (cause) {
      throw notWritten(shown, cause);
    }
  } finally {
    release();
  }
}

async function lockOf(path: string, shown: string): Promise<() => void> {
  try {
    return await lockFile(realpathSync(path));
  } catch (cause) {
    if (!(cause instanceof FileLocked)) throw notWritten(shown, cause);
    throw wctError("WCT_EXPORT_WRITE_FAILED", {
      message: `"${shown}" is locked by ${cause.holder}`,
      hint: `wait until it ends; if it no longer runs, delete "${shown}.lock"`,
      cause,
    });
  }
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw wctError("WCT_USAGE", {
      message: `"${shown}" cannot be read`,
      hint: "name the organisation file of the runbook, or leave out --into to print the activity",
      cause,
    });
  }
}

function notWritten(shown: string, cause: unknown): Error {
  const { why, hint } = writeFailure(cause);
  return wctError("WCT_EXPORT_WRITE_FAILED", { message: `"${shown}" ${why}`, hint, cause });
}
