import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { nearest, wctError } from "../../diagnostics/index.ts";
import { shellWord } from "../../render/index.ts";
import { shownPath } from "./files.ts";

/**
 * The bytes of a runbook. Throws WCT_RUNBOOK_NOT_FOUND, with the file that may have been meant, and
 * WCT_RUNBOOK_ENCODING for a file that is no text at all: its bytes are data, which no code frame may show.
 */
export function readRunbook(cwd: string, file: string): Uint8Array {
  const bytes = bytesOf(cwd, file);
  if (bytes.subarray(0, databaseMark.length).equals(databaseMark)) {
    throw wctError("WCT_RUNBOOK_ENCODING", {
      message: `"${file}" is a SQLite database, not a runbook`,
      hint: `write a runbook over it with \`wct init ${shellWord(file)}\``,
    });
  }
  if (isBinary(bytes)) {
    throw wctError("WCT_RUNBOOK_ENCODING", {
      message: `"${file}" is a binary file, not a runbook`,
      hint: "name a text file in YAML; `wct init` writes one",
    });
  }
  return bytes;
}

const databaseMark = Buffer.from("SQLite format 3\0", "latin1");

/** UTF-16 holds zeros, too, and is text: that it must be UTF-8 is told with its place. */
function isBinary(bytes: Buffer): boolean {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  return mark !== 0xfeff && mark !== 0xfffe && bytes.subarray(0, 8000).includes(0);
}

function bytesOf(cwd: string, file: string): Buffer {
  const path = resolve(cwd, file);
  try {
    return readFileSync(path);
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    const why = code === "ENOENT" ? "does not exist" : code === "EISDIR" ? "is a folder" : "cannot be read";
    const meant = code === "EISDIR" ? runbookOf(path) : code === "ENOENT" ? neighbourOf(path) : undefined;
    const hint = meant === undefined ? "correct the path" : `did you mean "${shownPath(cwd, meant)}"?`;
    throw wctError("WCT_RUNBOOK_NOT_FOUND", { message: `runbook "${file}" ${why}`, hint, cause });
  }
}

function neighbourOf(path: string): string | undefined {
  const name = nearest(basename(path), yamlFiles(dirname(path)));
  return name === undefined ? undefined : join(dirname(path), name);
}

/** The one that is named as `wct init` names it, or the only one. */
function runbookOf(folder: string): string | undefined {
  const names = yamlFiles(folder);
  const name = names.find((one) => one === "runbook.yaml") ?? (names.length === 1 ? names[0] : undefined);
  return name === undefined ? undefined : join(folder, name);
}

/** In the order of their names; none of a folder that cannot be read. */
function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .toSorted();
  } catch {
    return [];
  }
}
