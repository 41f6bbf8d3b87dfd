import { randomBytes } from "node:crypto";
import { accessSync, constants, linkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";

/**
 * Replaces the content of a file in one step: an interruption or a full disk leaves the old text. A link stays a link,
 * and the mode stays. Throws the error of the operating system; EACCES for a file that may not be written.
 */
export function replaceFile(path: string, text: string): void {
  const target = realpathSync(path);
  accessSync(target, constants.W_OK);
  withTemporary(target, text, { mode: statSync(target).mode }, (temporary) => renameSync(temporary, target));
}

/** Creates a file with its whole content, or nothing. Throws the error of the operating system; EEXIST if it exists. */
export function createFile(path: string, text: string): void {
  withTemporary(path, text, {}, (temporary) => linkSync(temporary, path));
}

function withTemporary(
  path: string,
  text: string,
  options: { readonly mode?: number },
  finish: (temporary: string) => void,
): void {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  try {
    writeFileSync(temporary, text, { flag: "wx", ...options });
    finish(temporary);
  } finally {
    rmSync(temporary, { force: true });
  }
}
