/** Why a file cannot be read: the words that follow its name, and the next action. */
export class FileProblem extends Error {
  /** Completes a sentence that starts with the file's name: `is a folder`. */
  readonly what: string;
  readonly hint: string;
  readonly isAbsent: boolean;

  constructor(what: string, hint: string, { isAbsent = false, cause }: { isAbsent?: boolean; cause?: unknown } = {}) {
    super(what, { cause });
    this.what = what;
    this.hint = hint;
    this.isAbsent = isAbsent;
  }

  /** Translates an error of `fs`. */
  static of(cause: unknown): FileProblem {
    if (cause instanceof FileProblem) return cause;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown error";
    const [what, hint] = known[code] ?? [`cannot be read (${code})`, "check the file and its disk"];
    return new FileProblem(what, hint, { isAbsent: code === "ENOENT" || code === "ENOTDIR", cause });
  }
}

const known: Readonly<Record<string, readonly [what: string, hint: string]>> = {
  ENOENT: ["does not exist", "correct the path"],
  ENOTDIR: ["does not exist", "correct the path"],
  EISDIR: ["is a folder", "name a file"],
  EACCES: ["cannot be read: permission denied", "check its permissions, and those of the folders above it"],
  EPERM: ["cannot be read: permission denied", "check its permissions, and those of the folders above it"],
  ELOOP: ["cannot be reached: its symbolic links form a loop", "correct the link, or name the file itself"],
  ENAMETOOLONG: ["has a name that is too long for the file system", "correct the path"],
  EIO: ["cannot be read: the disk reports an error", "check the disk, or use a copy of the file"],
  ENXIO: ["is a device or a socket", "name a file"],
  // Node rejects a path that contains a zero byte.
  ERR_INVALID_ARG_VALUE: ["has a zero byte in its name", "correct the path"],
};
