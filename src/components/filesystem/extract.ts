import { type FileSource, isReadable } from "../../formats/index.ts";
import {
  type Context,
  type Production,
  type ReadingOptions,
  readContent,
  type StandardInputItem,
  type standardInput,
} from "../../plugin/index.ts";
import { grouped } from "../counted.ts";
import { type FileBytes, openBytes } from "../file-bytes.ts";
import { incompleteReadNote } from "../incomplete-read.ts";
import { type NoticeList, noticeList } from "../notices.ts";
import type { FilesystemConfig } from "./config.ts";
import { pathFilter } from "./ignore-rules.ts";
import { IgnoredCounts } from "./ignored-counts.ts";
import { type WalkedFile, type WalkOptions, walk } from "./walk.ts";

type FilesystemContext = Context<FilesystemConfig>;

interface Tally {
  files: number;
  items: number;
  fields: number;
  bytes: number;
  ignored: number;
}

/** Reads the files of the configured folder as items, in path order. */
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
  found.ignoredBy.notice(config.path.shown, notices);
  const tally: Tally = { files: 0, items: 0, fields: 0, bytes: 0, ignored: found.ignoredBy.count };
  let isFull = false;
  let visited = 0;
  progress(0, expected);
  for (const entry of walk(config.path.path, options)) {
    context.signal.throwIfAborted();
    if (entry.kind === "left_out") notices.add(entry.notice);
    if (entry.kind !== "file") continue;
    isFull ||= reachesLimit(entry, context, { tally, found, notices });
    // The walk continues only to collect notices about entries that are not files.
    if (isFull) continue;
    yield* readEntry(entry, context, { tally, notices });
    visited += 1;
    progress(visited, Math.max(expected, visited));
  }
  if (tally.files === 0 && notices.counts().size === 0)
    notices.add({ what: config.path.shown, reason: "no file was read" });
  const leftOut = incompleteReadNote(notices.counts());
  if (leftOut !== null) context.log.warn(leftOut);
  return {
    name: config.path.shown,
    source: { kind: "filesystem", connector: "filesystem", location: config.path.shown },
    limits: notices.limits(),
    summary: { ...tally },
  };
}

interface FileCounts {
  files: number;
  bytes: number;
  readonly ignoredBy: IgnoredCounts;
}

/** Counts the files in a first walk, so that progress has a total and a notice about a limit can state it. */
function countFiles({ config, fail, signal }: FilesystemContext, options: WalkOptions): FileCounts {
  const found: FileCounts = { files: 0, bytes: 0, ignoredBy: new IgnoredCounts() };
  try {
    for (const entry of walk(config.path.path, options)) {
      signal.throwIfAborted();
      if (entry.kind === "ignored") found.ignoredBy.add(entry);
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
  file: WalkedFile,
  { config }: FilesystemContext,
  { tally, found, notices }: { readonly tally: Tally; readonly found: FileCounts; readonly notices: NoticeList },
): boolean {
  const what = config.path.shown;
  if (tally.files >= config.max_files) {
    notices.add({
      what,
      reason: `only ${grouped(tally.files)} of ${grouped(found.files)} files were read (max_files)`,
      read: tally.files,
      total: found.files,
    });
    return true;
  }
  const most = config.max_total_bytes;
  if (most !== undefined && file.size <= config.max_file_size && tally.bytes + file.size > most) {
    const reason = `only ${grouped(tally.bytes)} of ${grouped(found.bytes)} bytes were read (max_total_bytes)`;
    notices.add({ what, reason, read: tally.bytes, total: found.bytes });
    return true;
  }
  return false;
}

interface ReadState {
  readonly tally: Tally;
  readonly notices: NoticeList;
}

async function* readEntry(
  file: WalkedFile,
  context: FilesystemContext,
  state: ReadState,
): AsyncGenerator<StandardInputItem, void> {
  const { config } = context;
  if (file.size > config.max_file_size) {
    const reason = `larger than max_file_size (${config.max_file_size} bytes)`;
    state.notices.add({ what: file.path, reason, read: 0, total: file.size });
    return;
  }
  let source: FileBytes | undefined;
  try {
    source = openBytes(file.real);
    if (source === undefined) state.notices.add({ what: file.path, reason: "not a regular file" });
    else {
      yield* readSource({ ...source, path: file.path }, context, state);
      if (source.isChanged()) state.notices.add({ what: file.path, reason: changed });
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    state.notices.add({ what: file.path, reason: `cannot be read (${error.code})` });
  } finally {
    source?.close();
  }
}

const changed = "changed while it was read; what was written meanwhile may be missing";

const isSystemError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";

async function* readSource(
  source: FileSource,
  context: FilesystemContext,
  { tally, notices }: ReadState,
): AsyncGenerator<StandardInputItem, void> {
  context.signal.throwIfAborted();
  let isRead = true;
  for await (const part of readContent(source, readingOptions(context))) {
    context.signal.throwIfAborted();
    if (part.kind === "notice") {
      notices.add(part.notice);
      if (part.notice.what === source.path && part.notice.read === 0) isRead = false;
      continue;
    }
    tally.items += 1;
    if (part.item.locator.kind === "field") tally.fields += 1;
    yield part.item;
  }
  if (!isRead) return;
  tally.files += 1;
  tally.bytes += source.size;
}

function readingOptions({ config, signal, fail }: FilesystemContext): ReadingOptions {
  const { on_decode_error: onError, encoding } = config;
  const failFor = (path: string, why: string): never =>
    fail(
      "FILE_UNDECODABLE",
      `"${path}" cannot be decoded: ${why}`,
      "Name its encoding, exclude it, or set on_decode_error to replace or skip",
    );
  return {
    limits: { chunkChars: config.chunk_chars, overlapChars: config.overlap_chars },
    ...{ signal, encoding, onDecodeError: onError === "fail" ? failFor : onError },
  };
}
