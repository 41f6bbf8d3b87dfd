import { spawn } from "node:child_process";
import { contentOf, plannedArtifact } from "../../../../app/record/index.ts";
import type { PendingOutput } from "../../../../debug/index.ts";
import { isWctError, WctError, wctError } from "../../../../diagnostics/index.ts";
import type { ArtifactId, JsonValue } from "../../../../domain/index.ts";
import { FileProblem, readRegularFile } from "../../../../files/index.ts";
import { formatBytes, safeText } from "../../../../render/index.ts";
import { artifactState, messageOf } from "../../../../run/index.ts";
import type { ShellContext } from "../context.ts";

/** A larger document is of no use in an editor. */
const mostBytes = 16 * 1024 * 1024;

/**
 * Opens the output of an artifact in the editor, and replaces it by what the person leaves there. Returns null if
 * nothing was changed. Throws the errors of the schema; the text is then kept for the next time.
 */
export async function editOutput(context: ShellContext, id: ArtifactId): Promise<PendingOutput | null> {
  const editor = editorOf(context);
  const before = context.drafts.get(id) ?? (await textOf(context, id));
  const path = context.edited.create(before);
  try {
    await edit(context, editor, path);
    const text = leftIn(path);
    if (text === before && !context.drafts.has(id)) return null;
    context.drafts.set(id, text);
    const pending = await accepted(context, path, id);
    context.drafts.delete(id);
    return pending;
  } finally {
    context.edited.remove(path);
  }
}

/** Returns what the person left in the file. Throws WCT_DEBUG_COMMAND if the editor left no file that can be read. */
function leftIn(path: string): string {
  try {
    return readRegularFile(path, mostBytes).toString("utf8");
  } catch (cause) {
    const { what, isAbsent } = FileProblem.of(cause);
    throw wctError("WCT_DEBUG_COMMAND", {
      message: isAbsent ? "the editor left no file" : `what the editor left ${what}`,
      hint: "nothing is changed; save the text in the file that `edit` opens",
      cause,
    });
  }
}

async function accepted({ opened: { session } }: ShellContext, path: string, id: ArtifactId): Promise<PendingOutput> {
  try {
    return await session.setOutput(path, id);
  } catch (error) {
    if (!isWctError(error)) throw error;
    const [first, ...rest] = error.diagnostics.map((one) => ({
      ...one,
      message: one.message.replaceAll(`"${path}"`, "what you wrote"),
    }));
    throw first === undefined
      ? error
      : new WctError([{ ...first, hint: "`edit` opens it again" }, ...rest], { cause: error });
  }
}

function editorOf({ io }: ShellContext): string {
  const editor = [io.env.get("VISUAL"), io.env.get("EDITOR")].find((one) => one !== undefined && one.trim() !== "");
  if (editor !== undefined) return editor;
  throw wctError("WCT_DEBUG_COMMAND", {
    message: "no editor is set",
    hint: "set VISUAL or EDITOR, or write the output to a file and use `set output FILE`",
  });
}

/** Returns the content as a document for the editor. */
async function textOf({ opened }: ShellContext, id: ArtifactId): Promise<string> {
  const record = await opened.record();
  if (messageOf(artifactState(record.state, id)) === null) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: `"${id}" has no output to edit`,
      hint: "`set output FILE` gives it one",
    });
  }
  const { digest, bytes } = contentOf(record, id);
  if (bytes > mostBytes) {
    throw wctError("WCT_DEBUG_NOT_NOW", {
      message: `the output of "${id}" is too large for an editor: ${formatBytes(bytes)}`,
      hint: `change a copy, \`wct inspect ${record.run.id} ${id} > FILE\`, and use \`set output FILE\``,
    });
  }
  const reader = await opened.store.artifacts.open(digest);
  const { outputStream } = plannedArtifact(record, id);
  const rest = await reader.rest();
  if (outputStream === null) return document(rest);
  const elements: JsonValue[] = [];
  for await (const batch of reader.batches()) elements.push(...batch);
  return document({ [outputStream]: elements, ...rest });
}

const document = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;

/** Runs the editor on a file, as git does: its value may contain arguments. */
async function edit({ io, whileEditing }: ShellContext, editor: string, path: string): Promise<void> {
  const ended = Promise.withResolvers<string | null>();
  const run = (): Promise<string | null> => {
    const child = spawn("/bin/sh", ["-c", `${editor} "$1"`, "wct", path], {
      ...{ stdio: "inherit", cwd: io.cwd, env: Object.fromEntries(io.env) },
    });
    child.on("error", () => ended.resolve("it could not be started"));
    child.on("close", (code, signal) => ended.resolve(code === 0 ? null : endOf(code, signal)));
    return ended.promise;
  };
  const problem = await whileEditing(run);
  if (problem === null) return;
  throw wctError("WCT_DEBUG_COMMAND", {
    message: `the editor "${safeText(editor)}" failed: ${problem}`,
    hint: "nothing is changed; check VISUAL and EDITOR",
  });
}

const endOf = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`;
