import type { Digest } from "./ids.ts";

/** The entry at a path, after following links. */
interface PathInfo {
  /** `other`: a pipe, a device, or an entry that cannot be accessed. */
  readonly kind: "file" | "dir" | "absent" | "other";
  /** The kind in words that complete a sentence starting with the path: `is a folder`. */
  readonly what: string;
  /** Size of a file; 0 for anything else. */
  readonly bytes: number;
}

/** The few file system queries that lower layers make. */
export interface FileAccess {
  /** Describes the entry at an absolute path. Never throws. */
  readonly stat: (path: string) => PathInfo;
  /** Reads at most `mostBytes` bytes of a file. */
  readonly read: (path: string, mostBytes: number) => Uint8Array;
  /** Computes the SHA-256 of a file's bytes. */
  readonly digest: (path: string) => Digest;
  readonly resolve: (folder: string, path: string) => string;
  readonly dirname: (path: string) => string;
  /** Returns the names in a folder, sorted; none if it cannot be read. */
  readonly names: (path: string) => readonly string[];
  /** Follows links. Returns a path that does not exist unchanged. */
  readonly real: (path: string) => string;
}
