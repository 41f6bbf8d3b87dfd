import {
  decodedText,
  decompressedSource,
  isPgArchive,
  readDumpHead,
  type SqlDialect,
  textProblem,
} from "../../formats/index.ts";
import type { Context } from "../../plugin/index.ts";
import type { NoticeList } from "../databases/index.ts";
import { type FileBytes, openBytes } from "../file-bytes.ts";
import { databaseName } from "../locators.ts";
import type { SqlDumpConfig } from "./config.ts";

type DumpContext = Context<SqlDumpConfig>;

/** The text of a dump, with what its first lines tell. */
export interface DumpText {
  readonly dialect: SqlDialect;
  readonly database: string;
  readonly pieces: () => Iterable<string>;
  readonly close: () => void;
}

/** Opens a dump, which may be compressed as a whole. Fails if the file cannot be read, or is no dump in SQL. */
export function openDump(context: DumpContext, notices: NoticeList): DumpText {
  const file = openFile(context);
  try {
    return textOf(file, context, notices);
  } catch (error) {
    file.close();
    throw error;
  }
}

/** Largest decompressed dump. */
const mostBytes = 1024 ** 4;

function textOf(file: FileBytes, context: DumpContext, notices: NoticeList): DumpText {
  const { config, signal } = context;
  const shown = config.path.shown;
  const packed = { ...file, path: shown };
  const unpacked = decompressedSource(packed, mostBytes);
  const source = unpacked?.source ?? packed;
  if (isPgArchive(source.head)) failForArchive(context);
  const { encoding, notice } = textProblem(source, { limits, signal, encoding: config.encoding });
  if (notice !== undefined) notices.add(notice.reason, { what: shown, reason: notice.reason });
  const head = encoding === undefined ? undefined : readDumpHead(headText(decodedText(source, encoding)));
  if (encoding === undefined || head === undefined) return failForOther(context);
  return {
    dialect: config.dialect === "auto" ? head.dialect : config.dialect,
    database: config.database ?? head.database ?? databaseName(shown.replace(/\.(?:gz|zst)$/i, "")),
    *pieces() {
      yield* counted(decodedText(source, encoding), source.size, context);
      if (unpacked?.state().fault === undefined) return;
      const reason = "the compressed file is damaged or cut off; what is in front of that place is read";
      notices.add(reason, { what: shown, reason });
    },
    close: file.close,
  };
}

/** Pieces are only decoded here, so that no limit of reading applies. */
const limits = {
  ...{ chunkChars: 65_536, overlapChars: 0 },
  ...{ maxNestedBytes: 0, maxUnpackedBytes: 0, maxNestedFiles: 0, maxDepth: 0 },
} as const;

function failForArchive({ config, fail }: DumpContext): never {
  return fail(
    "NOT_AN_SQL_DUMP",
    `"${config.path.shown}" is an archive in pg_dump's own format`,
    "Write it as SQL: pg_restore --file=dump.sql ARCHIVE",
  );
}

function failForOther({ config, fail }: DumpContext): never {
  return fail(
    "NOT_AN_SQL_DUMP",
    `"${config.path.shown}" is not a dump in SQL`,
    "Check path: it must be what pg_dump, mysqldump or .dump of sqlite3 wrote as text",
  );
}

function openFile({ config, fail }: DumpContext): FileBytes {
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
  { progress, signal }: DumpContext,
): Generator<string, void, void> {
  let done = 0;
  for (const piece of pieces) {
    signal.throwIfAborted();
    yield piece;
    done = Math.min(total, done + piece.length);
    progress(done, total);
  }
}
