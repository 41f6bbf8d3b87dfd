import { createHash, type Hash } from "node:crypto";
import { lstatSync } from "node:fs";
import type { SourceContext, SourceState } from "../../plugin/index.ts";
import { openBytes } from "../file-bytes.ts";
import { changedLately, identityOf, userIdentity } from "../file-state.ts";
import type { FilesystemConfig } from "./config.ts";
import { pathFilter } from "./ignore-rules.ts";
import { type WalkedFile, walk } from "./walk.ts";

/** More recently changed bytes than this are not hashed; the state is then not known. */
const recentBytesAtMost = 64 * 1024 * 1024;

type StateContext = Pick<SourceContext<FilesystemConfig>, "config" | "signal" | "now">;

/**
 * Returns the state of all files that would be read, and of what would be left out. By default it consists of each
 * file's name, size, times and inode; the content of files that changed shortly before or during the run is hashed.
 */
export function folderState(context: StateContext): SourceState | null {
  const { config, signal } = context;
  if (config.change_detection === "off") return null;
  const hash = createHash("sha256");
  const add = (...parts: readonly (string | number | bigint)[]): void => {
    hash.update(`${JSON.stringify(parts.map(String))}\n`);
  };
  const byContent = config.change_detection === "content";
  if (!byContent) add("user", userIdentity());
  const recent = { bytes: 0 };
  const options = {
    filter: pathFilter(config.include, config.exclude),
    respectGitignore: config.respect_gitignore,
    followSymlinks: config.follow_symlinks,
  };
  let ignored = 0;
  for (const entry of walk(config.path.path, options)) {
    signal.throwIfAborted();
    if (entry.kind === "ignored") ignored += 1;
    else if (entry.kind === "left_out") add("left out", entry.notice.what, entry.notice.reason);
    else if (byContent) add("file", entry.path, entry.size, contentOf(entry, context));
    else add("file", entry.path, entry.real, ...attributesOf(entry, context, recent));
    if (recent.bytes > recentBytesAtMost) return null;
  }
  add("ignored", ignored);
  return { by: byContent ? "content of each file" : "size and time of each file", state: hash.digest("hex") };
}

function attributesOf(file: WalkedFile, context: StateContext, recent: { bytes: number }): readonly string[] {
  const stat = lstatSync(file.real, { bigint: true });
  if (!changedLately(stat, context.now)) return [identityOf(stat)];
  recent.bytes += Math.min(file.size, context.config.max_file_size);
  return [identityOf(stat), recent.bytes > recentBytesAtMost ? "" : contentOf(file, context)];
}

/** Returns the digest of a file; of one that would not be read, the reason. */
function contentOf(file: WalkedFile, { config, signal }: StateContext): string {
  if (file.size > config.max_file_size) return "too large";
  try {
    const source = openBytes(file.real);
    if (source === undefined) return "not a regular file";
    try {
      return hashOf(source.pieces(), signal).digest("hex");
    } finally {
      source.close();
    }
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error && "code" in error ? String(error.code) : "cannot be read";
  }
}

function hashOf(pieces: Iterable<Uint8Array>, signal: AbortSignal): Hash {
  const hash = createHash("sha256");
  for (const piece of pieces) {
    signal.throwIfAborted();
    hash.update(piece);
  }
  return hash;
}
