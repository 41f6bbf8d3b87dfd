import * as z from "zod";
import { dir, type OutputOf } from "../../plugin/index.ts";
import { isKnownEncoding } from "../encoding-names.ts";

const globs = z.array(z.string().min(1));

/** Configuration of the filesystem connector. Sizes are bytes, chunks are UTF-16 code units. */
export const filesystemConfig = z
  .strictObject({
    path: dir().describe("The folder to read"),
    include: globs.default([]).describe("Read only files that match one of these gitignore-style patterns"),
    exclude: globs.default([]).describe("Skip files that match one of these gitignore-style patterns"),
    respect_gitignore: z.boolean().default(true).describe("Apply the .gitignore files found in the folder"),
    follow_symlinks: z.boolean().default(false).describe("Follow links whose target is inside the folder"),
    max_files: z
      .number()
      .int()
      .min(1)
      .default(1000)
      .describe("Maximum number of files to read; files inside archives and mails are not counted"),
    max_file_size: z
      .number()
      .int()
      .min(1)
      .default(10 * 1024 * 1024)
      .describe("Skip larger files (bytes); files inside others have their own limits"),
    max_total_bytes: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe("Stop before the total size of the files exceeds this limit (bytes)"),
    encoding: z
      .string()
      .default("auto")
      .refine(isKnownEncoding, "is not an encoding that can be read; write auto, utf-8, windows-1252, ...")
      .describe("auto, or the encoding of every file without a byte order mark"),
    on_decode_error: z
      .enum(["replace", "skip", "fail"])
      .default("replace")
      .describe("How to handle a file with bytes that are invalid in its encoding"),
    change_detection: z
      .enum(["size_and_time", "content", "off"])
      .default("size_and_time")
      .describe("How --incremental sees that no file changed; off: the folder is always read"),
    chunk_chars: z
      .number()
      .int()
      .min(64)
      .max(16_777_216)
      .default(65_536)
      .describe("Maximum number of characters in one item"),
    overlap_chars: z.number().int().min(0).default(256).describe("Number of characters shared by neighbouring items"),
  })
  .refine((config) => config.overlap_chars * 2 <= config.chunk_chars, {
    path: ["overlap_chars"],
    message: "must be at most half of chunk_chars",
  });

export type FilesystemConfig = OutputOf<typeof filesystemConfig>;
