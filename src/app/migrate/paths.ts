import { relative, resolve } from "node:path";
import { findPath } from "../../files/index.ts";
import type { MigrationEditor, YamlEntry } from "./editor.ts";

/** Paths were relative to the folder in which the program ran; in wct they are relative to the runbook. */
export interface PathContext {
  readonly cwd: string;
  /** The absolute folder of the runbook. */
  readonly folder: string;
}

/**
 * Rewrites a path that only exists relative to the current folder. Asks if the runbook is in another folder and the path
 * exists relative to neither.
 */
export function migratePath(
  editor: MigrationEditor,
  { node, ...entry }: YamlEntry & { readonly node: unknown },
  { cwd, folder }: PathContext,
): void {
  const scalar = editor.resolve(node);
  const written = typeof scalar === "object" && scalar !== null && "value" in scalar ? scalar.value : undefined;
  if (typeof written !== "string" || written.includes("${") || /^([/\\~]|[A-Za-z]:)/.test(written)) return;
  if (cwd === folder || exists(resolve(folder, written))) return;
  if (!exists(resolve(cwd, written))) {
    const hint = "correct it if it does not lead to the data";
    editor.ask(entry, `the path "${written}" is now relative to the folder of this file`, hint);
    return;
  }
  const path = relative(folder, resolve(cwd, written)).replaceAll("\\", "/");
  const shown = path.startsWith(".") ? path : `./${path}`;
  editor.setScalar(scalar, shown, `path "${written}" is now "${shown}", relative to this file`);
}

const exists = (path: string): boolean => findPath(path).kind !== "absent";
