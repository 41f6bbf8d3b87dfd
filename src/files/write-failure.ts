/** Why a file or folder cannot be written: the words that follow its name, and the next action. */
interface WriteFailure {
  /** Starts with `cannot be written`. */
  readonly why: string;
  readonly hint: string;
}

/** Keyed by the operating system's error code. */
const known: Readonly<Record<string, readonly [cause: string, hint: string]>> = {
  ENOENT: ["its folder does not exist", "create the folder, or correct the path"],
  ENOTDIR: ["a part of its path is a file", "correct the path"],
  EISDIR: ["it is a folder", "name a file"],
  EEXIST: ["a file of that name is there", "remove it"],
  EACCES: ["permission denied", "check the permissions of its folder"],
  EPERM: ["permission denied", "check the permissions of its folder"],
  EROFS: ["its file system is read-only", "choose another place"],
  ENOSPC: ["the disk is full", "free space, or choose another place"],
  EDQUOT: ["the disk quota is used up", "free space, or choose another place"],
  EFBIG: ["it exceeded the file size limit", "raise the limit (`ulimit -f`)"],
  ELOOP: ["its symbolic links form a loop", "correct the links, or the path"],
  ENAMETOOLONG: ["its name is too long", "shorten the path"],
  EMFILE: ["too many files are open", "raise the limit of open files (`ulimit -n`)"],
  ENFILE: ["too many files are open", "end other programs"],
  EIO: ["the disk reports an error", "check the disk"],
  EBUSY: ["it is in use", "try again later"],
};

/**
 * Explains a write error from the operating system's code only, so that it never names a wrong cause. Shows an unknown
 * code unchanged.
 */
export function writeFailure(error: unknown): WriteFailure {
  const code = errnoOf(error);
  const found = code === undefined || !Object.hasOwn(known, code) ? undefined : known[code];
  if (found !== undefined) return { why: `cannot be written: ${found[0]}`, hint: found[1] };
  const suffix = code === undefined ? "" : ` (${code})`;
  return { why: `cannot be written${suffix}`, hint: "check the path, and the folders above it" };
}

/** Returns the code, such as `ENOENT`, if the error comes from the operating system. */
export function errnoOf(error: unknown): string | undefined {
  const isSystem = error instanceof Error && "code" in error && typeof error.code === "string";
  return isSystem && /^E[A-Z0-9]+$/.test(String(error.code)) ? String(error.code) : undefined;
}
