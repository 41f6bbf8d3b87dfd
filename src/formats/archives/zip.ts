import type { FormatPiece, FormatReader, NestedFile } from "../piece.ts";
import { uniquePaths } from "../sources/index.ts";
import { unpacked } from "./unpacked.ts";
import { isZip, zipDirectory } from "./zip-directory.ts";
import { memberFault, memberPieces } from "./zip-member.ts";

/** Reads the files of a zip archive, in the order of their data. */
export const zipReader: FormatReader = {
  format: "zip",
  reads: isZip,
  read: function* (source, context): Generator<FormatPiece | NestedFile, void, void> {
    const directory = zipDirectory(source);
    if ("fault" in directory) {
      yield { kind: "notice", path: source.path, reason: directory.fault, read: 0, total: source.size };
      return;
    }
    const pathOf = uniquePaths(source.path);
    const files = directory.members.filter((member) => !member.isFolder);
    let read = 0;
    for (const member of files) {
      context.signal.throwIfAborted();
      if (read === context.limits.maxNestedFiles) {
        yield tooMany(source.path, read, files.length);
        return;
      }
      read += 1;
      const path = pathOf(member.name);
      const fault = memberFault(member);
      if (fault !== undefined) yield { kind: "notice", path, reason: fault, read: 0, total: member.size };
      else {
        yield* unpacked({ path, size: member.size }, context, (state) => memberPieces(directory.source, member, state));
      }
    }
  },
};

export const tooMany = (path: string, read: number, total?: number): FormatPiece => ({
  kind: "notice",
  path,
  reason: `more than ${read} files inside one file; the rest is not read`,
  read,
  ...(total === undefined ? {} : { total }),
});
