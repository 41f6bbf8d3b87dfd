import type { Digest } from "./ids.ts";

/** The few questions that lower floors ask of the file system; kinds follow symbolic links. */
export interface FileAccess {
  /** What is at an absolute path. */
  readonly stat: (path: string) => "file" | "dir" | "absent";
  readonly read: (path: string) => Uint8Array;
  /** SHA-256 of a file's bytes. */
  readonly digest: (path: string) => Digest;
  readonly resolve: (folder: string, path: string) => string;
  readonly dirname: (path: string) => string;
}
