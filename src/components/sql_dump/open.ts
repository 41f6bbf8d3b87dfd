import { decodedText, isPgArchive, readDumpHead, type SqlDialect, textProblem } from "../../formats/index.ts";
import type { Context } from "../../plugin/index.ts";
import type { NoticeList } from "../databases/index.ts";
import { type FileBytes, openBytes } from "../file-bytes.ts";
import { databaseName } from "../locators.ts";
import type { SqlDumpConfig } from "./config.ts";

/** The text of a dump, with what its first lines tell. */
export interface DumpText {
  readonly dialect: SqlDialect;
  readonly database: string;
  readonly pieces: () => Iterable<string>;
  readonly close: () => void;
}

/** Opens a dump. Fails if the file cannot be read, or is no dump in SQL. */
export function openDump(context: Context<SqlDumpConfig>, notices: NoticeList): DumpText {
  const { config, fail } = context;
  const shown = config.path.shown;
  const bytes = openFile(context);
  if (isPgArchive(bytes.head)) {
    bytes.close();
    fail(
      "NOT_AN_SQL_DUMP",
      `"${shown}" is an archive in pg_dump's own format`,
      "Write it as SQL: pg_restore --file=dump.sql ARCHIVE",
    );
  }
  const source = { ...bytes, path: shown };
  const limits = {
    chunkChars: 65_536,
    overlapChars: 0,
    maxNestedBytes: 0,
    maxUnpackedBytes: 0,
    maxNestedFiles: 0,
    maxDepth: 0,
  };
  const { encoding, notice } = textProblem(source, { limits, signal: context.signal, encoding: config.encoding });
  if (notice !== undefined) notices.add(notice.reason, { what: shown, reason: notice.reason });
  const head = encoding === undefined ? undefined : readDumpHead(headText(decodedText(source, encoding)));
  if (encoding === undefined || head === undefined) {
    bytes.close();
    return fail(
      "NOT_AN_SQL_DUMP",
      `"${shown}" is not a dump in SQL`,
      "Check path: it must be what pg_dump, mysqldump or .dump of sqlite3 wrote as text",
    );
  }
  return {
    dialect: config.dialect === "auto" ? head.dialect : config.dialect,
    database: config.database ?? head.database ?? databaseName(shown),
    pieces: () => counted(decodedText(source, encoding), bytes.size, context),
    close: bytes.close,
  };
}

function openFile({ config, fail }: Context<SqlDumpConfig>): FileBytes {
  const shown = config.path.shown;
  try {
    const bytes = openBytes(config.path.path);
    return bytes ?? fail("DUMP_UNREADABLE", `"${shown}" is not a regular file`, "Check path");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === undefined || !/^E[A-Z]+$/.test(code)) throw error;
    return fail(
      "DUMP_UNREADABLE",
      `"${shown}" cannot be read (${code})`,
      "Check that it exists and that you may read it",
    );
  }
}

const headLength = 256 * 1024;

function headText(pieces: Iterable<string>): string {
  let head = "";
  for (const piece of pieces) {
    head += piece;
    if (head.length >= headLength) break;
  }
  return head.slice(0, headLength);
}

/** Passes pieces on and tells the progress, in bytes as far as these are characters. */
function* counted(
  pieces: Iterable<string>,
  total: number,
  { progress, signal }: Context<SqlDumpConfig>,
): Generator<string, void, void> {
  let done = 0;
  for (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
    done = Math.min(total, done + piece.length);
    progress(done, total);
  }
}
