import * as z from "zod";
import { dir, type OutputOf } from "../../plugin/index.ts";

// iconv-lite decodes these too; the platform's own list does not know them.
const furtherEncodings = new Set(["utf-32", "utf-32le", "utf-32be", "cp437", "cp850", "cp852", "macroman"]);

function isKnownEncoding(label: string): boolean {
  if (label === "auto" || furtherEncodings.has(label.toLowerCase())) return true;
  try {
    return new TextDecoder(label).encoding.length > 0;
  } catch {
    return false;
  }
}

const globs = z.array(z.string().min(1));

/** Configuration of the filesystem connector. Sizes are bytes, chunks are UTF-16 code units. */
export const filesystemConfig = z
  .strictObject({
    path: dir().describe("The folder to read"),
    include: globs.default([]).describe("Read only what one of these gitignore-style patterns matches"),
    exclude: globs.default([]).describe("Leave out what one of these gitignore-style patterns matches"),
    respect_gitignore: z.boolean().default(true).describe("Apply the .gitignore files found in the folder"),
    follow_symlinks: z.boolean().default(false).describe("Follow links whose target is inside the folder"),
    max_files: z.number().int().min(1).default(1000).describe("Text files read at most"),
    max_file_size: z
      .number()
      .int()
      .min(1)
      .default(10 * 1024 * 1024)
      .describe("Larger files are left out (bytes)"),
    max_total_bytes: z.number().int().min(1).optional().describe("Reading stops before this sum is passed (bytes)"),
    encoding: z
      .string()
      .default("auto")
      .refine(isKnownEncoding, "is not an encoding that can be read; write auto, utf-8, windows-1252, ...")
      .describe("auto, or the encoding of every file without a byte order mark"),
    on_decode_error: z
      .enum(["replace", "skip", "fail"])
      .default("replace")
      .describe("What to do with a file that has bytes its encoding does not allow"),
    chunk_chars: z.number().int().min(64).max(16_777_216).default(65_536).describe("Characters in one item at most"),
    overlap_chars: z.number().int().min(0).default(256).describe("Characters that neighbouring items share"),
  })
  .refine((config) => config.overlap_chars * 2 <= config.chunk_chars, {
    path: ["overlap_chars"],
    message: "must be at most half of chunk_chars",
  });

export type FilesystemConfig = OutputOf<typeof filesystemConfig>;
