import type { Context, Production, StandardInputItem, standardInput } from "../../plugin/index.ts";
import { leftOutLine } from "../left-out.ts";
import { type ByteSource, openBytes } from "./bytes.ts";
import { chunksOf } from "./chunks.ts";
import type { FilesystemConfig } from "./config.ts";
import { decoded, isReadable, textKind } from "./encoding.ts";
import { pathFilter } from "./ignore-rules.ts";
import { type NoticeList, noticeList } from "./notices.ts";
import { type FoundFile, type WalkOptions, walk } from "./walk.ts";

type FilesystemContext = Context<FilesystemConfig>;

interface Tally {
  files: number;
  items: number;
  bytes: number;
  ignored: number;
}

/** Reads the files of the configured folder as items, in the order of their paths. */
export async function* extractFiles(context: FilesystemContext): Production<typeof standardInput> {
  const { config, progress } = context;
  if (!isReadable(config.encoding)) {
    context.fail("ENCODING_UNKNOWN", `the encoding "${config.encoding}" cannot be read`, "Write auto or utf-8");
  }
  const options: WalkOptions = {
    filter: pathFilter(config.include, config.exclude),
    respectGitignore: config.respect_gitignore,
    followSymlinks: config.follow_symlinks,
  };
  const found = countFiles(context, options);
  const expected = Math.min(found.files, config.max_files);
  const notices = noticeList(config.path.shown);
  const tally: Tally = { files: 0, items: 0, bytes: 0, ignored: found.ignored };
  let isFull = false;
  let looked = 0;
  progress(0, expected);
  for (const entry of walk(config.path.path, options)) {
    context.signal.throwIfAborted();
    if (entry.kind === "left_out") notices.add(entry.notice);
    if (entry.kind !== "file") continue;
    isFull ||= reachesLimit(entry, context, { tally, found, notices });
    // The rest of the walk is for the notices about what is not even a file.
    if (isFull) continue;
    yield* readFile(entry, context, { tally, notices });
    looked += 1;
    progress(looked, Math.max(expected, looked));
  }
  if (tally.files === 0) context.log.warn("no text file was read");
  const leftOut = leftOutLine(notices.counts());
  if (leftOut !== null) context.log.warn(leftOut);
  return {
    name: config.path.shown,
    source: { kind: "filesystem", connector: "filesystem", location: config.path.shown },
    limits: notices.limits(),
    summary: { ...tally },
  };
}

interface Found {
  files: number;
  bytes: number;
  ignored: number;
}

/** A first walk, so that progress has a total and a limit that is reached can say of how many. */
function countFiles({ config, fail, signal }: FilesystemContext, options: WalkOptions): Found {
  const found: Found = { files: 0, bytes: 0, ignored: 0 };
  try {
    for (const entry of walk(config.path.path, options)) {
      signal.throwIfAborted();
      if (entry.kind === "ignored") found.ignored += 1;
      if (entry.kind !== "file") continue;
      found.files += 1;
      found.bytes += entry.size;
    }
  } catch (error) {
    if (signal.aborted) throw error;
    fail(
      "FOLDER_UNREADABLE",
      `the folder "${config.path.shown}" cannot be read`,
      "Check that it exists and is readable",
    );
  }
  return found;
}

function reachesLimit(
  file: FoundFile,
  { config }: FilesystemContext,
  { tally, found, notices }: { readonly tally: Tally; readonly found: Found; readonly notices: NoticeList },
): boolean {
  const what = config.path.shown;
  if (tally.files >= config.max_files) {
    notices.add({ what, reason: `max_files (${config.max_files})`, read: tally.files, total: found.files });
    return true;
  }
  const most = config.max_total_bytes;
  if (most !== undefined && file.size <= config.max_file_size && tally.bytes + file.size > most) {
    notices.add({ what, reason: `max_total_bytes (${most})`, read: tally.bytes, total: found.bytes });
    return true;
  }
  return false;
}

interface Account {
  readonly tally: Tally;
  readonly notices: NoticeList;
}

function* readFile(file: FoundFile, context: FilesystemContext, account: Account): Generator<StandardInputItem, void> {
  const { config } = context;
  if (file.size > config.max_file_size) {
    const reason = `larger than max_file_size (${config.max_file_size} bytes)`;
    account.notices.add({ what: file.path, reason, read: 0, total: file.size });
    return;
  }
  let source: ByteSource | undefined;
  try {
    source = openBytes(file.real);
    if (source === undefined) account.notices.add({ what: file.path, reason: "not a regular file" });
    else yield* readSource(source, file, context, account);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    account.notices.add({ what: file.path, reason: `cannot be read (${error.code})` });
  } finally {
    source?.close();
  }
}

const isSystemError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";

function* readSource(
  source: ByteSource,
  file: FoundFile,
  context: FilesystemContext,
  account: Account,
): Generator<StandardInputItem, void> {
  const encoding = usableEncoding(source, file, context, account.notices);
  if (encoding === undefined) return;
  const { config, signal } = context;
  account.tally.files += 1;
  account.tally.bytes += source.size;
  let part = 0;
  for (const chunk of chunksOf(decoded(source, encoding), {
    size: config.chunk_chars,
    overlap: config.overlap_chars,
  })) {
    signal.throwIfAborted();
    part += 1;
    account.tally.items += 1;
    yield {
      id: `${file.path}#${part}`,
      kind: "text",
      content: chunk.text,
      locator: { kind: "file", path: file.path, line: chunk.line, column: chunk.column, offset: chunk.offset },
      // Only the last chunk knows how many there are.
      file: { encoding, bytes: source.size, part, parts: chunk.isLast ? part : null, overlap: chunk.overlap },
    };
  }
}

/** The encoding to read a file with, or a notice why it is not read. */
function usableEncoding(
  source: ByteSource,
  file: FoundFile,
  { config, fail }: FilesystemContext,
  notices: NoticeList,
): string | undefined {
  const found = textKind(source, config.encoding);
  if (found.kind === "binary") {
    notices.add({ what: file.path, reason: found.reason, read: 0, total: source.size });
    return undefined;
  }
  if (found.kind === "text" && !found.hasFaults) return found.encoding;
  // Unknown: at least its ASCII part can be read.
  const encoding = found.kind === "text" ? found.encoding : "utf-8";
  const why = found.kind === "text" ? `not valid ${encoding}` : "its encoding is not known";
  switch (config.on_decode_error) {
    case "replace":
      notices.add({ what: file.path, reason: `${why}; what cannot be decoded is replaced` });
      return encoding;
    case "skip":
      notices.add({ what: file.path, reason: why, read: 0, total: source.size });
      return undefined;
    case "fail":
      return fail(
        "FILE_UNDECODABLE",
        `"${file.path}" cannot be decoded: ${why}`,
        "Name its encoding, exclude it, or set on_decode_error to replace or skip",
      );
  }
}
