import { isZip, zipDirectory } from "../../archives/index.ts";
import type { FileSource } from "../../piece.ts";

/** Whether a source is a zip file with a part whose name matches. */
export function hasPart(source: FileSource, pattern: RegExp): boolean {
  if (!isZip(source)) return false;
  const directory = zipDirectory(source);
  return !("fault" in directory) && directory.members.some(({ name }) => pattern.test(name));
}

/**
 * Whether a source is an OpenDocument package of a kind. The media type is its first part, not compressed; where a
 * program stored it otherwise, the ending of the name tells.
 */
export function isOpenDocument(
  source: FileSource,
  kind: "text" | "spreadsheet" | "presentation" | "graphics",
): boolean {
  if (!hasPart(source, /^content\.xml$/)) return false;
  const start = Buffer.from(source.head.subarray(30, 160)).toString("latin1");
  const [, stated] = /application\/vnd\.(?:oasis\.opendocument|sun\.xml)\.([a-z]+)/.exec(start) ?? [];
  if (stated !== undefined) return (stated === "calc" ? "spreadsheet" : stated === "writer" ? "text" : stated) === kind;
  return { text: /\.odt$/i, spreadsheet: /\.ods$/i, presentation: /\.odp$/i, graphics: /\.odg$/i }[kind].test(
    source.path,
  );
}
