/*
 * Reads files that users name, within limits. Such a file may be anything: a pipe, an endless device, a circular link.
 * Also explains why a file cannot be written.
 *
 * Start at regular-file.ts; write-failure.ts explains write errors of the operating system, file-lock.ts lets one
 * process at a time change a file, replace-file.ts changes it in one step, remote-mounts.ts tells whether a call may block, and optional-package.ts imports packages that users install on demand.
 * Must not know: the contents and purpose of the files; callers choose the error code.
 */

export { FileLocked, lockFile } from "./file-lock.ts";
export { FileProblem } from "./file-problem.ts";
export { importOptionalPackage, type MissingPackage } from "./optional-package.ts";
export {
  type FoundPath,
  findPath,
  isLink,
  isRegularFile,
  openRegularFile,
  readRegularFile,
  readStart,
} from "./regular-file.ts";
export { areFilesLocal } from "./remote-mounts.ts";
export { createFile, replaceFile } from "./replace-file.ts";
export { errnoOf, writeFailure } from "./write-failure.ts";
