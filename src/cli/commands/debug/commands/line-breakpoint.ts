import { basename, resolve } from "node:path";
import type { DebuggedFile, OpenedDebug } from "../../../../app/debug/index.ts";
import { type ArtifactLines, artifactsByFile, type BreakpointRequest, RunbookLines } from "../../../../debug/index.ts";
import { listNames, type WctError, wctError } from "../../../../diagnostics/index.ts";

type DebuggedSession = Pick<OpenedDebug, "runbook"> & { readonly session: Pick<OpenedDebug["session"], "plan"> };

/** A file of a session's runbook, with the lines of its artifacts; null if its text was deleted. */
interface FileLines {
  readonly file: DebuggedFile;
  readonly lines: RunbookLines | null;
}

/**
 * Returns what to stop at for a place such as `12`, a line of the runbook, or `child.yaml:12`; null if it is the name of
 * artifacts. Throws WCT_DEBUG_BREAKPOINT for a file that is not of the session, and for a line that belongs to no
 * artifact.
 */
export function placeOfLine(
  opened: DebuggedSession,
  written: string,
  cwd: string,
): Pick<BreakpointRequest, "pattern" | "side" | "line"> | null {
  if (opened.session.plan.artifacts.some(({ id }) => id === written)) return null;
  const [, name, digits] = /^(?:(.+):)?(\d{1,15})$/s.exec(written) ?? [];
  if (digits === undefined) return null;
  const [main, ...children] = filesOf(opened);
  const found = name === undefined ? main : fileNamed([main, ...children], name, cwd);
  if (found.lines === null) {
    throw refused(`the recorded text of "${found.file.shown}" was deleted, so that its lines are unknown`, byName);
  }
  const line = Number(digits);
  const target = found.lines.at(line);
  if (target === null || target.isMoved) throw noArtifactAt(found, found.lines, line);
  return { pattern: target.artifacts.join(","), side: target.side, line: `${found.file.shown}:${line}` };
}

/** Returns places that may complete what is written: files of the runbook and, behind one, the lines of its artifacts. */
export function linesFor(opened: DebuggedSession, written: string): readonly string[] {
  const files = filesOf(opened).filter(({ lines }) => lines !== null && lines.artifacts.length > 0);
  const named = files.filter(({ file }) => written.startsWith(`${file.shown}:`));
  if (named.length === 0) return files.map(({ file }) => `${file.shown}:`);
  return named.flatMap(({ file, lines }) => (lines?.artifacts ?? []).map(({ line }) => `${file.shown}:${line}`));
}

const byName = "name an artifact instead";

function filesOf({ runbook, session: { plan } }: DebuggedSession): readonly [FileLines, ...FileLines[]] {
  const byFile = artifactsByFile(
    plan.artifacts,
    runbook.children.map(({ shown }) => shown),
  );
  const linesOf = (file: DebuggedFile, place: number): FileLines => ({
    file,
    lines: file.text === null ? null : new RunbookLines(file.text, byFile[place] ?? []),
  });
  return [linesOf(runbook, 0), ...runbook.children.map((file, place) => linesOf(file, place + 1))];
}

/** A file may be named by its path or, if no other has it, by the last part of its path. */
function fileNamed(files: readonly FileLines[], name: string, cwd: string): FileLines {
  const exact = files.find(({ file }) => file.shown === name || resolve(cwd, file.shown) === resolve(cwd, name));
  if (exact !== undefined) return exact;
  const [only, another] = files.filter(({ file }) => basename(file.shown) === name);
  if (only !== undefined && another === undefined) return only;
  const all = listNames(files.map(({ file }) => file.shown));
  if (only !== undefined) throw refused(`"${name}" is the name of several runbooks here`, `write one of ${all}`);
  throw refused(`this session debugs no runbook "${name}"`, `it debugs ${all}`);
}

function noArtifactAt({ file }: FileLines, { artifacts }: RunbookLines, line: number): WctError {
  const near = [artifacts.findLast((one) => one.endLine < line), artifacts.find((one) => one.line > line)];
  const texts = near.flatMap((one) => (one === undefined ? [] : [linesText(one)]));
  const hint = texts.length === 0 ? byName : `nearest to it: ${texts.join("; ")}`;
  return refused(`line ${line} of "${file.shown}" belongs to no artifact`, hint);
}

function linesText({ artifacts, line, endLine }: ArtifactLines): string {
  const lines = line === endLine ? `line ${line}` : `lines ${line} to ${endLine}`;
  return `${listNames(artifacts)} (${lines})`;
}

const refused = (message: string, hint: string): WctError => wctError("WCT_DEBUG_BREAKPOINT", { message, hint });
