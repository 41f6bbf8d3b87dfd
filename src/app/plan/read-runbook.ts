import { readdirSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { nearest, pathHint, wctError } from "../../diagnostics/index.ts";
import { FileProblem, findPath, readStart } from "../../files/index.ts";
import { shellWord } from "../../render/index.ts";
import { maxDocumentBytes } from "../../runbook/index.ts";
import { shownPath } from "../places/index.ts";

/**
 * Reads the bytes of a runbook. Throws WCT_RUNBOOK_NOT_FOUND, suggesting the file that may have been meant, and
 * WCT_RUNBOOK_ENCODING for a binary file: its bytes are data, which no code frame may show.
 */
export function readRunbook(cwd: string, file: string): Uint8Array {
  const bytes = bytesOf(cwd, file);
  if (bytes.subarray(0, databaseMark.length).equals(databaseMark)) {
    throw wctError("WCT_RUNBOOK_ENCODING", {
      message: `"${file}" is a SQLite database, not a runbook`,
      hint: `write a runbook for it with \`wct init ${shellWord(file)}\``,
    });
  }
  if (isBinary(bytes)) {
    throw wctError("WCT_RUNBOOK_ENCODING", {
      message: `"${file}" is a binary file, not a runbook`,
      hint: "name a YAML file; `wct init` writes one",
    });
  }
  return bytes;
}

const databaseMark = Buffer.from("SQLite format 3\0", "latin1");

/** UTF-16 also contains zeros but is text: the error that UTF-8 is required is reported later, with its location. */
function isBinary(bytes: Buffer): boolean {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  return mark !== 0xfeff && mark !== 0xfffe && bytes.subarray(0, 8000).includes(0);
}

function bytesOf(cwd: string, file: string): Buffer {
  const path = resolve(cwd, file);
  try {
    // One byte more than the limit is enough to reject the file as too large.
    return readStart(path, maxDocumentBytes + 1);
  } catch (cause) {
    const { what, hint } = FileProblem.of(cause);
    const { kind } = findPath(path);
    const meant = kind === "folder" ? runbookOf(path) : kind === "absent" ? neighbourOf(path) : undefined;
    throw wctError("WCT_RUNBOOK_NOT_FOUND", {
      message: `runbook "${file}" ${what}`,
      hint: meant === undefined ? (pathHint(file) ?? hint) : `did you mean "${shownPath(cwd, meant)}"?`,
      cause,
    });
  }
}

function neighbourOf(path: string): string | undefined {
  const name = nearest(basename(path), yamlFiles(dirname(path)));
  return name === undefined ? undefined : join(dirname(path), name);
}

/** Returns the runbook with the name that `wct init` uses, or the only one. */
function runbookOf(folder: string): string | undefined {
  const names = yamlFiles(folder);
  const name = names.find((one) => one === "runbook.yaml") ?? (names.length === 1 ? names[0] : undefined);
  return name === undefined ? undefined : join(folder, name);
}

/** Returns YAML files sorted by name; none if the folder cannot be read. */
export function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/i.test(name))
      .toSorted();
  } catch {
    return [];
  }
}
