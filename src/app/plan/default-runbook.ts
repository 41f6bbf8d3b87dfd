import { basename, dirname, join, relative } from "node:path";
import { diagnostic, listNames, nearest, WctError, wctError } from "../../diagnostics/index.ts";
import { findPath } from "../../files/index.ts";
import type { Host } from "../host/index.ts";
import { settingsFile, shownPath } from "../places/index.ts";
import { type NamedRunbook, settingsOf } from "../plugins/index.ts";
import { yamlFiles } from "./read-runbook.ts";

/** The runbook of a command that names none. */
export interface DefaultRunbook {
  /** Relative to the current folder. */
  readonly file: string;
  /** The `wct.yaml` that names it; null if it was found by its name. */
  readonly namedIn: string | null;
}

const usualName = "runbook.yaml";

/**
 * Returns the runbook that the nearest `wct.yaml` names; else `runbook.yaml` in the current folder or next to that
 * `wct.yaml`. Throws WCT_SETTINGS_* if `wct.yaml` is invalid, and WCT_RUNBOOK_NOT_FOUND if there is no such runbook.
 */
export async function defaultRunbook(host: Host): Promise<DefaultRunbook> {
  const settings = settingsFile(host.cwd);
  const named = settings === undefined ? null : await namedRunbook(host, settings);
  if (settings !== undefined && named !== null) {
    requireRunbook(host, named);
    return { file: relative(host.cwd, named.path), namedIn: shownPath(host.cwd, settings) };
  }
  const folders = settings === undefined ? [host.cwd] : [host.cwd, dirname(settings)];
  const found = folders.map((folder) => join(folder, usualName)).find((path) => findPath(path).kind !== "absent");
  if (found === undefined) throw noRunbook(host);
  return { file: relative(host.cwd, found), namedIn: null };
}

async function namedRunbook(host: Host, path: string): Promise<NamedRunbook | null> {
  const { settings, problems } = await settingsOf(host.cwd, path);
  const [first, ...others] = problems;
  // With a mistake, the file may name another runbook than it seems.
  if (first !== undefined) throw new WctError([first, ...others]);
  return settings.runbook;
}

function requireRunbook(host: Host, { written, path, location }: NamedRunbook): void {
  const { kind, what } = findPath(path);
  if (kind !== "absent" && kind !== "folder") return;
  const near = nearest(basename(path), yamlFiles(dirname(path)));
  throw new WctError([
    diagnostic("WCT_RUNBOOK_NOT_FOUND", {
      message: `runbook "${written}" ${what}`,
      hint:
        near === undefined
          ? "correct the path; it is relative to the folder of wct.yaml"
          : `did you mean "${shownPath(host.cwd, join(dirname(path), near))}"?`,
      location,
    }),
  ]);
}

function noRunbook({ cwd }: Host): WctError {
  const others = yamlFiles(cwd).filter((name) => name !== "wct.yaml");
  return wctError("WCT_RUNBOOK_NOT_FOUND", {
    message: `no runbook is named, and there is no "${usualName}" here`,
    hint:
      others.length === 0
        ? "name a runbook, or write one with `wct init`"
        : `name a runbook (this folder has ${listNames(others)}), or write "runbook: FILE" in wct.yaml`,
  });
}
